import { expect, test } from 'vitest'
import { type Client, connect } from './client.ts'

function shop(): Client {
  const client = connect()
  client.forward(
    "CREATE TABLE songs (id BIGINT UNSIGNED AUTO_INCREMENT, title VARCHAR(255) NOT NULL DEFAULT 'a''b', j JSON, at DATETIME(6) DEFAULT NOW(6) ON UPDATE NOW(6), n DECIMAL(10,2), b BOOL, PRIMARY KEY (id), KEY (title, n))",
  )
  client.forward(
    "CREATE REFERENCE TABLE ref (c CHAR PRIMARY KEY, y YEAR, bit BIT, e ENUM('x','y'), d DECIMAL)",
  )
  client.forward('CREATE ROWSTORE TABLE rs (id INT, UNIQUE KEY (id), SHARD KEY (id))')
  client.forward('CREATE TABLE other.t (a INT)')
  return client
}

test.each([
  'DESC songs',
  'DESCRIBE shop.songs',
  'EXPLAIN songs',
  'SHOW COLUMNS FROM songs',
  'SHOW FIELDS IN songs FROM shop',
])('%s lists the columns with MySQL type names and keys', (sql) => {
  expect(shop().run(sql)).toEqual({
    kind: 'rows',
    columns: ['Field', 'Type', 'Null', 'Key', 'Default', 'Extra'],
    rows: [
      ['id', 'bigint(20) unsigned', 'NO', 'PRI', null, 'auto_increment'],
      ['title', 'varchar(255)', 'NO', 'MUL', "a'b", ''],
      ['j', 'JSON', 'YES', '', null, ''],
      ['at', 'datetime(6)', 'YES', '', 'CURRENT_TIMESTAMP(6)', 'on update CURRENT_TIMESTAMP(6)'],
      ['n', 'decimal(10,2)', 'YES', '', null, ''],
      ['b', 'tinyint(1)', 'YES', '', null, ''],
    ],
  })
})

test('sizes left out are shown as the server takes them', () => {
  expect(shop().run('DESC ref')).toMatchObject({
    rows: [
      ['c', 'char(1)', 'NO', 'PRI', null, ''],
      ['y', 'year(4)', 'YES', '', null, ''],
      ['bit', 'bit(64)', 'YES', '', null, ''],
      ['e', "enum('x','y')", 'YES', '', null, ''],
      ['d', 'decimal(10,0)', 'YES', '', null, ''],
    ],
  })
})

test('a unique key of one column shows as UNI', () => {
  expect(shop().run('DESC rs')).toMatchObject({ rows: [['id', 'int(11)', 'YES', 'UNI', null, '']] })
})

test('SHOW TABLES EXTENDED tells reference tables and storage, after asking for the database', () => {
  expect(shop().run("USING shop SHOW TABLES EXTENDED LIKE 'r%'")).toEqual({
    kind: 'forward-all',
    sqls: [
      'SHOW TABLES FROM `shop`',
      'SELECT `Tables_in_shop`, `Table_type`, `distributed`, `Storage_type` FROM (' +
        "WITH `rows` (`Tables_in_shop`, `Table_type`, `distributed`, `Storage_type`) AS (VALUES ('songs', 'BASE TABLE', 1, 'COLUMNSTORE'), ('ref', 'BASE TABLE', 0, 'COLUMNSTORE'), ('rs', 'BASE TABLE', 1, 'INMEMORY_ROWSTORE')) " +
        'SELECT `Tables_in_shop`, `Table_type`, `distributed`, `Storage_type` FROM `rows`' +
        ") AS `shown` WHERE `Tables_in_shop` LIKE 'r%' COLLATE utf8mb4_bin ORDER BY 1",
    ],
  })
})

test.each([
  ['SHOW TABLES', '`Tables_in_shop` FROM'],
  ['SHOW TABLES IN other', '`Tables_in_other` FROM'],
  ['SHOW FULL TABLES', '`Tables_in_shop`, `Table_type` FROM'],
  [
    'SHOW TABLES FROM other EXTENDED',
    '`Tables_in_other`, `Table_type`, `distributed`, `Storage_type` FROM',
  ],
])('%s has the columns %s', (sql, columns) => {
  const action = shop().run(sql)
  expect(action.kind === 'forward-all' && action.sqls[1]).toMatch(new RegExp(`^SELECT ${columns}`))
})

test.each([
  'DESC nope',
  'SHOW COLUMNS FROM nope',
  'SHOW CREATE TABLE nope',
  'SHOW INDEX FROM nope',
])('%s is left to MariaDB, whose refusal is the right one', (sql) => {
  expect(shop().forward(sql).sql).toBe('SHOW CREATE TABLE `shop`.`nope`')
})

test('SHOW INDEX lists the keys with their columns', () => {
  expect(shop().run('SHOW KEYS FROM songs')).toMatchObject({
    rows: [
      ['songs', '0', 'PRIMARY', '1', 'id', 'COLUMNSTORE HASH'],
      ['songs', '1', 'title', '1', 'title', 'COLUMNSTORE HASH'],
      ['songs', '1', 'title', '2', 'n', 'COLUMNSTORE HASH'],
    ],
  })
})

test('a filter on what the rules know is applied by MariaDB', () => {
  expect(shop().forward("SHOW FULL COLUMNS FROM rs WHERE Field = 'id'").sql).toBe(
    'SELECT * FROM (WITH `rows` (`Field`, `Type`, `Collation`, `Null`, `Key`, `Default`, `Extra`, `Comment`) ' +
      "AS (VALUES ('id', 'int(11)', NULL, 'YES', 'UNI', NULL, '', '')) " +
      'SELECT `Field`, `Type`, `Collation`, `Null`, `Key`, `Default`, `Extra`, `Comment` FROM `rows`) AS `shown` ' +
      "WHERE Field = 'id'",
  )
})

test("SHOW DATABASES leaves MariaDB's own out", () => {
  expect(shop().forward('SHOW DATABASES').sql).toContain(
    "NOT IN ('mysql', 'performance_schema', 'sys')",
  )
})

test('SHOW VARIABLES knows what only SingleStore has, under its own names', () => {
  const { sql } = shop().forward("SHOW VARIABLES LIKE 'lock%'")
  expect(sql).toContain("('memsql_version', '9.0.23')")
  expect(sql).toContain("'lock_wait_timeout' AS Variable_name")
  expect(sql).toMatch(/WHERE Variable_name LIKE 'lock%' ORDER BY 1$/)
})

test('SHOW WARNINGS is passed on', () => {
  expect(shop().forward('SHOW WARNINGS LIMIT 1').sql).toBe('SHOW WARNINGS LIMIT 1')
})

test.each([
  ['CREATE DATABASE d', 'CREATE DATABASE `d`'],
  [
    'CREATE DATABASE IF NOT EXISTS `a``b` PARTITIONS 4 WITH SYNC DURABILITY',
    'CREATE DATABASE IF NOT EXISTS `a``b`',
  ],
  [
    'CREATE SCHEMA d DEFAULT CHARACTER SET = utf8mb4 COLLATE utf8mb4_bin',
    'CREATE DATABASE `d` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
  ],
  ['DROP DATABASE IF EXISTS d', 'DROP DATABASE IF EXISTS d'],
])('%s becomes %s', (sql, expected) => {
  expect(shop().forward(sql).sql).toBe(expected)
})

test('the tables of a dropped database are forgotten', () => {
  const client = shop()
  client.forward('DROP DATABASE shop')
  expect(client.run('DESC songs').kind).toBe('forward')
  expect(client.run('DESC other.t').kind).toBe('rows')
})

test('dropping several tables is refused as a whole where one is unknown', () => {
  const client = shop()
  expect(client.refusal('DROP TABLE songs, nope')).toMatchObject({
    errno: 1051,
    message: "Unknown table 'shop.nope'",
  })
  expect(client.forward('DROP TABLE IF EXISTS songs, nope').sql).toBe(
    'DROP TABLE IF EXISTS songs, nope',
  )
})
