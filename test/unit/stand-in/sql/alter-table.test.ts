import { expect, test } from 'vitest'
import { type Client, connect } from './client.ts'

function withTable(sql: string): Client {
  const client = connect()
  client.forward(sql)
  return client
}

const columnstore = () =>
  withTable(
    'CREATE TABLE t (id BIGINT NOT NULL, a INT, b VARCHAR(10), c VARCHAR(2000), PRIMARY KEY (id, b), SHARD KEY s (id), SORT KEY o (a), KEY k (a), UNIQUE KEY u (id))',
  )

const notOnColumnstore = (what: string) =>
  `ALTER TABLE which ${what} is not supported on a columnstore table.`

test.each([
  ['MODIFY a BIGINT', 1706, notOnColumnstore('modifies type of column `a`')],
  ['MODIFY COLUMN b VARCHAR(20)', 1706, notOnColumnstore('modifies type of column `b`')],
  [
    'MODIFY b VARCHAR(10) COLLATE utf8mb4_bin',
    1706,
    notOnColumnstore('modifies type of column `b`'),
  ],
  ['MODIFY a INT NOT NULL', 1706, notOnColumnstore('modifies column `a` from NULL to NOT NULL')],
  [
    'MODIFY id BIGINT AUTO_INCREMENT',
    1706,
    notOnColumnstore('modifies column `id` by adding or dropping AUTO_INCREMENT'),
  ],
  ['ADD PRIMARY KEY (a)', 1706, 'A primary key cannot be added to a table after creation'],
  ['ADD COLUMN x INT PRIMARY KEY', 1706, 'A primary key cannot be added to a table after creation'],
  ['ADD UNIQUE KEY v (id, a)', 1706, notOnColumnstore('adds unique/primary/foreign index `v`')],
  ['ADD COLUMN x INT UNIQUE', 1706, notOnColumnstore('adds unique/primary/foreign index `x`')],
  [
    'ADD INDEX i (a, c)',
    1706,
    "Feature 'Adding an INDEX with multiple columns on a columnstore table where any column in the new index is already in an index' is not supported by SingleStore",
  ],
  [
    'ADD KEY (a)',
    1706,
    "Feature 'Multiple HASH indices on the same columns' is not supported by SingleStore",
  ],
  ['DROP PRIMARY KEY', 1706, notOnColumnstore('changes index `PRIMARY`')],
  ['DROP KEY s', 1706, notOnColumnstore('drops shard index `s` on sharded table')],
  ['DROP KEY o', 1706, notOnColumnstore('changes index `o`')],
  ['DROP COLUMN id', 1706, notOnColumnstore('changes index `PRIMARY`')],
  ['DROP a', 1706, notOnColumnstore('changes index `o`')],
  [
    'ADD SHARD KEY (a)',
    1706,
    "Feature 'ALTER TABLE … ADD SHARD KEY' is not supported by SingleStore",
  ],
  [
    'ADD FOREIGN KEY (a) REFERENCES u (a)',
    1706,
    "Feature 'Foreign keys' is not supported by SingleStore",
  ],
  ['ADD COLUMN a INT', 1060, "Duplicate column name 'a'"],
  ['ADD COLUMN x DATETIME(3)', 1706, expect.stringContaining('0 or 6 fractional digits')],
  ['DROP COLUMN nope', 1091, "Can't DROP 'nope'; check that column/key exists"],
  ['DROP INDEX nope', 1091, "Can't DROP 'nope'; check that column/key exists"],
  ['MODIFY nope INT', 1054, "Unknown column 'nope' in 't'"],
  ['CHANGE nope x', 1054, "Unknown column 'nope' in 't'"],
  ['CHANGE a x INT', 1064, expect.stringContaining("near 'INT'")],
  ['RENAME COLUMN a TO x', 1706, expect.stringContaining('write CHANGE old new')],
  ['AUTO_INCREMENT = 5', 1706, expect.stringContaining('AUTO_INCREMENT=X for sharded tables')],
  [
    'ADD KEY x (c), CHANGE c d',
    1706,
    expect.stringContaining("CHANGE of column 'c' beside another change"),
  ],
  ['ENGINE = InnoDB', 1706, expect.stringContaining('does not emulate ALTER TABLE … ENGINE')],
])('ALTER TABLE … %s is refused with error %i', (spec, errno, message) => {
  expect(columnstore().refusal(`ALTER TABLE t ${spec}`)).toMatchObject({ errno, message })
})

test.each([
  ['ADD COLUMN x INT', 'ADD COLUMN `x` INT NULL'],
  [
    'ADD x INT FIRST, ADD y JSON AFTER a',
    'ADD COLUMN `x` INT NULL FIRST, ADD COLUMN `y` LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL CHECK (json_valid(`y`)) AFTER `a`',
  ],
  [
    'ADD COLUMN (x INT, y TEXT)',
    'ADD COLUMN `x` INT NULL, ADD COLUMN `y` MEDIUMTEXT NULL CHECK (OCTET_LENGTH(`y`) <= 65535)',
  ],
  ['ADD COLUMN x DATE TIMEOUT 5', "ADD COLUMN `x` DATE NULL CHECK (`x` >= '1000-01-01')"],
  ['DROP COLUMN c', 'DROP COLUMN `c`'],
  ['CHANGE c d', 'RENAME COLUMN `c` TO `d`'],
  ['CHANGE COLUMN c d TIMEOUT 5', 'RENAME COLUMN `c` TO `d`'],
  ['MODIFY a INT DEFAULT 5', 'MODIFY COLUMN `a` INT NULL DEFAULT 5'],
  ['ADD KEY x (c)', 'ADD KEY `x` (`c`(767))'],
  ['DROP KEY k', 'DROP INDEX `k`'],
  ['RENAME TO u', 'RENAME TO `shop`.`u`'],
])('ALTER TABLE … %s becomes … %s', (spec, expected) => {
  expect(columnstore().forward(`ALTER ONLINE TABLE t ${spec}`).sql).toBe(
    `ALTER TABLE \`shop\`.\`t\` ${expected}`,
  )
})

test('SHOW CREATE TABLE follows what ALTER TABLE did', () => {
  const client = columnstore()
  client.forward(
    'ALTER TABLE t ADD COLUMN x INT AFTER id, CHANGE a amount, DROP COLUMN c, DROP KEY u',
  )
  client.forward('ALTER TABLE t RENAME sums')
  expect(client.showCreate('sums')).toContain(
    [
      'CREATE TABLE `sums` (',
      '  `id` BIGINT NOT NULL,',
      '  `x` INT DEFAULT NULL,',
      '  `amount` INT DEFAULT NULL,',
      '  `b` VARCHAR(10) NOT NULL,',
      '  PRIMARY KEY (`id`,`b`),',
      '  SHARD KEY `s` (`id`),',
      '  SORT KEY `o` (`amount`),',
      '  KEY `k` (`amount`) USING HASH',
    ].join('\n'),
  )
  expect(client.run('SHOW CREATE TABLE t').kind).toBe('forward')
})

test('a rowstore table may change types and get unique keys', () => {
  const client = withTable('CREATE ROWSTORE TABLE t (id INT PRIMARY KEY, v VARCHAR(10))')
  expect(
    client.forward('ALTER TABLE t MODIFY v VARCHAR(20) NOT NULL, ADD UNIQUE u (id, v)').sql,
  ).toBe(
    'ALTER TABLE `shop`.`t` MODIFY COLUMN `v` VARCHAR(21) NOT NULL CHECK (CHAR_LENGTH(`v`) <= 20), ADD UNIQUE KEY `u` (`id`, `v`)',
  )
})

test('the AUTO_INCREMENT column of a reference table keeps its name', () => {
  const client = withTable('CREATE REFERENCE TABLE t (id BIGINT AUTO_INCREMENT PRIMARY KEY)')
  expect(client.refusal('ALTER TABLE t CHANGE id x').message).toBe(
    "Feature 'CHANGE which changes the name of a REFERENCE table auto_increment column' is not supported by SingleStore",
  )
})

test('a column added as NOT NULL is let pass with a warning', () => {
  expect(columnstore().forward('ALTER TABLE t ADD COLUMN x INT NOT NULL').warnings).toEqual([
    expect.stringContaining("'x' as NOT NULL"),
  ])
})

test('a table that does not exist cannot be altered', () => {
  expect(connect().refusal('ALTER TABLE t ADD COLUMN x INT')).toMatchObject({
    errno: 1146,
    message: "Table 'shop.t' doesn't exist",
  })
})

test('CREATE INDEX and DROP INDEX follow the rules of ALTER TABLE', () => {
  const client = columnstore()
  expect(client.forward('CREATE INDEX i ON t (b)').sql).toBe(
    'ALTER TABLE `shop`.`t` ADD KEY `i` (`b`)',
  )
  expect(client.forward('DROP INDEX i ON t').sql).toBe('ALTER TABLE `shop`.`t` DROP INDEX `i`')
  expect(client.refusal('CREATE UNIQUE INDEX i ON t (id, b)').message).toBe(
    notOnColumnstore('adds unique/primary/foreign index `i`'),
  )
})
