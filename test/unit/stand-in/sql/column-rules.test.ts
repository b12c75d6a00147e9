import { expect, test } from 'vitest'
import { connect } from './client.ts'

test.each([
  ...['DATETIME', 'TIME', 'TIMESTAMP'].flatMap((type) =>
    [1, 2, 3, 4, 5].map(
      (digits) => [`${type}(${digits})`, 1706, /0 or 6 fractional digits/] as const,
    ),
  ),
  ['DECIMAL(66,0)', 1426, /Too-big precision 66 specified for column 'c'/],
  ['DECIMAL(65,31)', 1425, /Too big scale 31 specified for column 'c'/],
  ['DECIMAL(5,6)', 1427, /M must be >= D/],
  ['BIT(8)', 1706, /BIT datatype with length other than 64/],
  ['INT DEFAULT (1)', 1064, /DEFAULT \(expression\)/],
  ['DATETIME DEFAULT (CURRENT_TIMESTAMP)', 1064, /DEFAULT \(expression\)/],
  ['DATETIME(6) DEFAULT CURRENT_TIMESTAMP(3)', 1706, /fractional seconds/],
  ['DATETIME DEFAULT UUID()', 1064, /near 'UUID/],
  ['UUID', 1064, /near 'UUID/],
  ['INET6', 1064, /near 'INET6/],
  ['VARCHAR', 1064, /near '\)'/],
  ['GEOGRAPHY', 1706, /does not emulate the type GEOGRAPHY/],
  ['VECTOR', 1064, /near '\)'/],
  ['VECTOR(0)', 1074, /at least one dimension/],
  ['VECTOR(4, F8)', 1064, /near 'F8/],
  ['VECTOR(4, 4)', 1064, /near '4/],
  ['VECTOR(4, F32, F32)', 1064, /near ', F32/],
  ['INT AS (1) PERSISTED', 1706, /computed columns/],
  ['INT GENERATED ALWAYS AS (1)', 1706, /computed columns/],
  ['INT WITHOUT SYSTEM VERSIONING', 1064, /near 'WITHOUT/],
] as const)('a column %s is refused with error %i', (type, errno, message) => {
  const refusal = connect().refusal(`CREATE TABLE t (c ${type})`)
  expect(refusal.errno).toBe(errno)
  expect(refusal.message).toMatch(message)
})

test.each([
  ['TIME', '`c` TIME NULL'],
  ['TIME(6)', '`c` TIME(6) NULL'],
  ['TIMESTAMP(6)', '`c` TIMESTAMP(6) NULL'],
  ['DECIMAL(65,30)', '`c` DECIMAL(65,30) NULL'],
  ['NUMERIC(5)', '`c` NUMERIC(5) NULL'],
  ['BIT', '`c` BIT(64) NULL'],
  ['BIT(64)', '`c` BIT(64) NULL'],
  ['BOOL', '`c` BOOL NULL'],
  ['bigint unsigned', '`c` BIGINT UNSIGNED NULL'],
  ['TINYINT(1) NOT NULL', '`c` TINYINT(1) NOT NULL'],
  ['double precision', '`c` DOUBLE PRECISION NULL'],
  [
    'JSON COLLATE utf8mb4_bin',
    '`c` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL CHECK (json_valid(`c`))',
  ],
  [
    'VECTOR(3, f64)',
    "`c` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL CHECK (json_valid(`c`) AND json_type(`c`) = 'ARRAY' AND json_length(`c`) = 3 AND json_depth(`c`) = 2 AND `c` NOT REGEXP '[^][0-9eE+., -]')",
  ],
  ['TIMESTAMP NOT NULL', '`c` TIMESTAMP NULL CHECK (`c` IS NOT NULL)'],
  ['VARCHAR(767)', '`c` VARCHAR(768) NULL CHECK (CHAR_LENGTH(`c`) <= 767)'],
  ['VARCHAR(768)', '`c` MEDIUMTEXT NULL CHECK (CHAR_LENGTH(`c`) <= 768)'],
  ['VARCHAR(21844)', '`c` MEDIUMTEXT NULL CHECK (CHAR_LENGTH(`c`) <= 21844)'],
  ['CHAR(3) COLLATE utf8mb4_bin', '`c` CHAR(3) COLLATE utf8mb4_nopad_bin NULL'],
  ['TINYTEXT', '`c` TEXT NULL CHECK (OCTET_LENGTH(`c`) <= 255)'],
  ['TEXT', '`c` MEDIUMTEXT NULL CHECK (OCTET_LENGTH(`c`) <= 65535)'],
  ['MEDIUMTEXT', '`c` LONGTEXT NULL CHECK (OCTET_LENGTH(`c`) <= 16777215)'],
  ['LONGTEXT', '`c` LONGTEXT NULL'],
  ["ENUM('a','b''c')", "`c` ENUM('a', 'b''c') NULL"],
  ['DATE', "`c` DATE NULL CHECK (`c` >= '1000-01-01')"],
  [
    "DATETIME DEFAULT '2020-01-01'",
    "`c` DATETIME NULL DEFAULT '2020-01-01' CHECK (`c` >= '1000-01-01')",
  ],
  [
    'DATETIME DEFAULT NOW()',
    "`c` DATETIME NULL DEFAULT CURRENT_TIMESTAMP CHECK (`c` >= '1000-01-01')",
  ],
  [
    'TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)',
    '`c` TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)',
  ],
  ['INT DEFAULT -1', '`c` INT NULL DEFAULT -1'],
  ['BOOL DEFAULT TRUE', '`c` BOOL NULL DEFAULT 1'],
  ["BLOB DEFAULT x'41'", "`c` BLOB NULL DEFAULT x'41'"],
  [
    'VARCHAR(10) CHARACTER SET utf8mb4 NULL DEFAULT NULL',
    '`c` VARCHAR(11) CHARACTER SET utf8mb4 NULL DEFAULT NULL CHECK (CHAR_LENGTH(`c`) <= 10)',
  ],
])('a column %s becomes %s', (type, expected) => {
  const { sql } = connect().forward(`CREATE TABLE t (c ${type})`)
  expect(sql).toMatch(/^CREATE TABLE `shop`\.`t` \(/)
  expect(sql.slice('CREATE TABLE `shop`.`t` ('.length).replace(/\) ENGINE.*$/, '')).toBe(expected)
})

test.each([
  ['VECTOR(3)', 'vector(3, F32)', 'VECTOR(3, F32)'],
  ['vector ( 1024 , f64 )', 'vector(1024, F64)', 'VECTOR(1024, F64)'],
])('a column %s shows as %s', (type, shown, created) => {
  const client = connect()
  client.forward(`CREATE TABLE t (c ${type})`)
  expect(client.run('DESC t')).toMatchObject({ rows: [['c', shown, 'YES', '', null, '']] })
  expect(client.showCreate('t')).toContain(`\`c\` ${created}`)
})

test('two columns may not share a name, whatever its case', () => {
  expect(connect().refusal('CREATE TABLE t (id INT, ID INT)')).toMatchObject({
    errno: 1060,
    message: "Duplicate column name 'ID'",
  })
})

test('a table has at least one column', () => {
  expect(connect().refusal('CREATE TABLE t (KEY (a))').errno).toBe(1113)
})

test('a table has at most one AUTO_INCREMENT column', () => {
  expect(
    connect().refusal(
      'CREATE TABLE t (a BIGINT AUTO_INCREMENT, b BIGINT AUTO_INCREMENT, KEY (a), KEY (b))',
    ).errno,
  ).toBe(1075)
})

test.each([
  ["VARCHAR(3) DEFAULT 'äöü '", "VARCHAR(3) DEFAULT 'äöü'"],
  [`TINYTEXT DEFAULT '${'x'.repeat(254)}é'`, `TINYTEXT DEFAULT '${'x'.repeat(253)}é'`],
])('a default must fit its column: %s does not', (longer, longest) => {
  expect(connect().refusal(`CREATE TABLE t (c ${longer})`)).toMatchObject({
    errno: 1067,
    message: "Invalid default value for 'c'",
  })
  expect(connect().run(`CREATE TABLE t (c ${longest})`).kind).toBe('forward')
})
