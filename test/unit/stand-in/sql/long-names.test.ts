import { expect, test } from 'vitest'
import { type Client, connect } from './client.ts'

const TABLE = 'table_'.repeat(30)
const COLUMN = `Größe_${'c'.repeat(250)}`
const KEY = "key'`".repeat(20)
const DATABASE = 'd'.repeat(100)
const quote = (name: string) => `\`${name.replaceAll('`', '``')}\``

function withLongNames(): Client {
  const client = connect()
  client.forward(`CREATE DATABASE ${DATABASE}`)
  client.forward(
    `CREATE TABLE ${DATABASE}.${TABLE} (id INT, ${quote(COLUMN)} INT, KEY ${quote(KEY)} (${quote(COLUMN)}))`,
  )
  return client
}

const ALIAS = /s2_[A-Pa-p]{48}/g

test.each([
  `SELECT t.${quote(COLUMN)} FROM ${TABLE} t WHERE ${quote(COLUMN)} = 1 ORDER BY 1`,
  `INSERT INTO ${TABLE} (${quote(COLUMN)}) VALUES (1)`,
  `UPDATE ${TABLE} SET ${quote(COLUMN)} = 1`,
  `ALTER TABLE ${TABLE} CHANGE ${quote(COLUMN)} x`,
  `DROP TABLE ${TABLE}`,
])('no long name of %s reaches MariaDB', (sql) => {
  const client = withLongNames()
  const forwarded = client.forward(sql, { database: DATABASE })
  expect(forwarded.sql).not.toContain(COLUMN)
  expect(forwarded.sql).not.toContain(TABLE)
  expect(forwarded.sql.match(ALIAS)?.length).toBeGreaterThan(0)
  const restored = forwarded.mapName?.(forwarded.sql.replaceAll('`', '')) ?? ''
  expect(restored).toContain(sql.startsWith('DROP') ? TABLE : COLUMN)
})

test('LOAD DATA names tables and columns by their aliases', () => {
  const action = withLongNames().run(
    `LOAD DATA LOCAL INFILE 'x' INTO TABLE ${TABLE} (id, ${quote(COLUMN)})`,
    { database: DATABASE },
  )
  expect(action.kind === 'load' && action.sql('/p')).toMatch(
    /^LOAD DATA INFILE '\/p' INTO TABLE `s2_\w{48}` CHARACTER SET utf8mb4 \(id, `s2_\w{48}`\)$/,
  )
})

test('a session in a database known by its alias is in that database', () => {
  const client = withLongNames()
  const alias = client.forward(`USE ${DATABASE}`).sql.match(ALIAS)?.[0] ?? ''
  expect(client.run(`SHOW CREATE TABLE ${TABLE}`, { database: alias })).toMatchObject({
    kind: 'rows',
    rows: [[TABLE, expect.stringContaining(`KEY ${quote(KEY)} (${quote(COLUMN)})`)]],
  })
})

test('information_schema, DESC and SHOW TABLES speak of the long names', () => {
  const client = withLongNames()
  const { sql } = client.forward(
    `SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_NAME = '${TABLE}'`,
  )
  expect(sql).toContain(`'${DATABASE}', '${TABLE}', '${COLUMN}'`)
  expect(client.run(`DESC ${DATABASE}.${TABLE}`)).toMatchObject({
    rows: [['id'], [COLUMN]].map((row) => expect.arrayContaining(row)),
  })
  const shown = client.run(`SHOW TABLES FROM ${DATABASE}`)
  expect(shown.kind === 'forward-all' && shown.sqls[1]).toContain(`('${TABLE}', `)
  expect(client.forward('SHOW DATABASES').sql).toMatch(
    new RegExp(`WHEN 's2_\\w{48}' THEN '${DATABASE}'`),
  )
})

test('error messages speak of the long names', () => {
  const client = withLongNames()
  const forwarded = client.forward(`SELECT ${quote(COLUMN)} FROM t`).sql
  const alias = forwarded.match(ALIAS)?.[0] ?? ''
  expect(
    client.rules.translateError(
      { errno: 1054, sqlState: '42S22', message: `Unknown column '${alias}' in 'SELECT'` },
      '',
    ).message,
  ).toBe(`Unknown column '${COLUMN}' in 'field list'`)
})

test('without a long name, results need no mapping', () => {
  expect(connect().forward('SELECT a FROM t').mapName).toBeUndefined()
})

test.each([
  'SELECT x FROM t',
  'CREATE TABLE x (a INT)',
  'CREATE DATABASE x',
  'ALTER TABLE t ADD COLUMN x INT',
])('a name of 257 characters in %s is error 1059', (sql) => {
  const client = connect()
  client.forward('CREATE TABLE t (a INT)')
  expect(client.refusal(sql.replace('x', 'x'.repeat(257)))).toMatchObject({
    errno: 1059,
    sqlState: '42000',
    message: `Identifier name '${'x'.repeat(257)}' is too long`,
  })
})
