import { expect, test } from 'vitest'
import { type Client, connect } from './client.ts'

function shop(): Client {
  const client = connect()
  client.forward('CREATE TABLE a (id INT PRIMARY KEY, j JSON)')
  client.forward("CREATE TABLE `it's` (s VARCHAR(10) COLLATE utf8mb4_bin)")
  client.forward('CREATE TABLE other.a (x INT)')
  return client
}

const COLUMNS =
  'WITH `rows` (`TABLE_CATALOG`, `TABLE_SCHEMA`, `TABLE_NAME`, `COLUMN_NAME`, `ORDINAL_POSITION`, `COLUMN_DEFAULT`, `IS_NULLABLE`, `DATA_TYPE`, `CHARACTER_MAXIMUM_LENGTH`, `NUMERIC_PRECISION`, `NUMERIC_SCALE`, `DATETIME_PRECISION`, `CHARACTER_SET_NAME`, `COLLATION_NAME`, `COLUMN_TYPE`, `COLUMN_KEY`, `EXTRA`, `COLUMN_COMMENT`) AS (VALUES '

test('COLUMNS is answered with the tables asked for, JSON columns included', () => {
  const { sql, shuffle } = shop().forward(
    "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'shop' AND `TABLE_NAME` IN ('a', 'b') ORDER BY ORDINAL_POSITION",
  )
  expect(sql.startsWith(`SELECT COLUMN_NAME FROM (${COLUMNS}`)).toBe(true)
  expect(sql).toContain(
    "(VALUES ('def', 'shop', 'a', 'id', 1, NULL, 'NO', 'int', NULL, NULL, NULL, NULL, NULL, NULL, 'int(11)', 'PRI', '', ''), ('def', 'shop', 'a', 'j', 2, NULL, 'YES', 'JSON', NULL, NULL, NULL, NULL, 'utf8mb4', 'utf8mb4_bin', 'JSON', '', '', ''))",
  )
  expect(sql).toMatch(
    / FROM `rows`\) AS `COLUMNS` WHERE TABLE_SCHEMA = 'shop' AND `TABLE_NAME` IN \('a', 'b'\) ORDER BY ORDINAL_POSITION$/,
  )
  expect(shuffle).toBeUndefined()
})

test.each([
  "WHERE TABLE_SCHEMA = 'shop' OR 1",
  "WHERE NOT TABLE_SCHEMA = 'shop'",
  "WHERE TABLE_SCHEMA = CONCAT('sh', 'op')",
  "WHERE TABLE_SCHEMA LIKE 'shop'",
  "WHERE TABLE_NAME = 'a' + 1",
  "WHERE (TABLE_NAME = 'a')",
  "WHERE c.TABLE_NAME = 'a'",
  'WHERE TABLE_NAME = 0x61',
  "JOIN t ON 1 WHERE TABLE_SCHEMA = 'shop'",
  '',
])('a condition that does not plainly name tables hides none: %s', (condition) => {
  const { sql } = shop().forward(`SELECT 1 FROM information_schema.COLUMNS c ${condition}`)
  expect(sql).toContain("'other', 'a', 'x'")
  expect(sql).toContain("'shop', 'it''s', 's'")
})

test('a condition in a subquery ends with the subquery', () => {
  const { sql } = shop().forward(
    "SELECT (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'other') FROM information_schema.TABLES",
  )
  expect(sql).toContain(
    "(VALUES ('def', 'other', 'a', 'BASE TABLE', 'MemSQL', 'utf8mb4_general_ci', '', '', 'COLUMNSTORE', 1))",
  )
  expect(sql).toContain("'it''s'")
})

test('an empty answer keeps its columns', () => {
  expect(
    shop().forward("SELECT * FROM information_schema.TABLES WHERE TABLE_NAME = 'nope'").sql,
  ).toContain("SELECT '' AS `TABLE_CATALOG`")
})

test('tables of information_schema are found in any case, by alias, and as the current database', () => {
  const client = shop()
  expect(client.forward('SELECT * FROM Information_Schema.tables t').sql).toMatch(
    /FROM \(WITH .*\) t$/,
  )
  expect(client.forward('SELECT * FROM TABLES', { database: 'information_schema' }).sql).toMatch(
    /FROM \(WITH .*\) AS `TABLES`$/,
  )
  expect(
    client.forward('SELECT information_schema.TABLES.ENGINE FROM information_schema.TABLES').sql,
  ).toMatch(/^SELECT TABLES\.ENGINE FROM \(WITH/)
})

test.each([
  ['STATISTICS', "('def', 'shop', 'a', 0, 'shop', 'PRIMARY', 1, 'id', 'A', 'COLUMNSTORE HASH')"],
  ['KEY_COLUMN_USAGE', "('def', 'shop', 'PRIMARY', 'def', 'shop', 'a', 'id', 1)"],
  ['TABLE_CONSTRAINTS', "('def', 'shop', 'PRIMARY', 'shop', 'a', 'PRIMARY KEY')"],
])('%s knows the keys', (view, row) => {
  expect(shop().forward(`SELECT * FROM information_schema.${view}`).sql).toContain(row)
})

test('what the client told of itself can be read', () => {
  expect(
    shop().forward('SELECT * FROM information_schema.mv_connection_attributes', {
      connectAttributes: { _connector_name: "it's" },
    }).sql,
  ).toContain("(VALUES (1, 7, '_connector_name', 'it''s'))")
})

test("SCHEMATA leaves MariaDB's own databases out", () => {
  expect(shop().forward('SELECT * FROM information_schema.SCHEMATA').sql).toContain(
    "NOT IN ('mysql', 'performance_schema', 'sys')",
  )
})
