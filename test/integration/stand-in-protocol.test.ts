import { expect, test } from 'vitest'
import { useStandIn } from '../support/database.ts'

const db = await useStandIn()

test('statements are logged as sent, in order, with the connection they came from', async () => {
  const [one, two] = [await db.connect(), await db.connect()]
  db.statements.clear()
  await one.query('/* a comment */ SELECT 1')
  await two.query('SELECT 2')
  await one.query('BEGIN')
  await one.query('COMMIT')
  expect(db.statements.all).toEqual([
    { connectionId: one.threadId, sql: '/* a comment */ SELECT 1' },
    { connectionId: two.threadId, sql: 'SELECT 2' },
    { connectionId: one.threadId, sql: 'BEGIN' },
    { connectionId: one.threadId, sql: 'COMMIT' },
  ])
  db.statements.clear()
  expect(db.statements.all).toEqual([])
})

test('a result of many thousand rows arrives whole', async () => {
  await db.query('CREATE TABLE digits (d INT)')
  await db.query('INSERT INTO digits VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)')
  const five = ['a', 'b', 'c', 'd', 'e']
  const number = five.map((alias, power) => `${alias}.d * ${10 ** power}`).join(' + ')
  const from = five.map((alias) => `digits ${alias}`).join(', ')
  const rows = await db.query(`SELECT ${number} AS n FROM ${from}`)
  const numbers = new Set(rows.map((row) => Number(row.n)))
  expect(rows).toHaveLength(100_000)
  expect(numbers.size).toBe(100_000)
})

test('a cell over 16 MiB arrives whole', async () => {
  const [row] = await db.query("SELECT REPEAT('abcdefgh', 2500000) AS v")
  expect(row?.v?.length).toBe(20_000_000)
  expect(row?.v?.endsWith('abcdefgh')).toBe(true)
})

test('a statement over 16 MiB reaches the server whole', async () => {
  const text = 'x'.repeat(17 << 20)
  const rows = await db.query(`SELECT LENGTH('${text}') AS bytes`)
  expect(rows).toEqual([{ bytes: String(text.length) }])
})

test('an empty result and a NULL are told apart', async () => {
  await db.query('CREATE TABLE nothing (a INT)')
  expect(await db.query('SELECT a FROM nothing')).toEqual([])
  expect(await db.query('SELECT NULL AS a')).toEqual([{ a: null }])
})

test('an error leaves the session usable', async () => {
  await expect(db.query('SELECT a FROM no_such_table')).rejects.toMatchObject({ errno: 1146 })
  expect(await db.query('SELECT 1 AS one')).toEqual([{ one: '1' }])
})

test('a prepared statement is refused, and text still works', async () => {
  const connection = await db.connect()
  await expect(connection.execute('SELECT ?', [1])).rejects.toMatchObject({ errno: 1295 })
  await expect(connection.query('SELECT ? AS v', [1])).resolves.toMatchObject([[{ v: 1 }], {}])
})

test('several statements in one are refused', async () => {
  const connection = await db.connect({ multipleStatements: true })
  await expect(connection.query('SELECT 1; SELECT 2')).rejects.toMatchObject({ errno: 1064 })
})

test('a ping is answered', async () => {
  const connection = await db.connect()
  await expect(connection.ping()).resolves.toBe(true)
})

test('a session that is reset has lost its transaction and keeps its isolation', async () => {
  const connection = await db.connect()
  await connection.query('CREATE TABLE reset_me (a INT)')
  await connection.query('BEGIN')
  await connection.query('INSERT INTO reset_me VALUES (1)')
  await connection.reset()
  expect(await db.query('SELECT a FROM reset_me')).toEqual([])
  await connection.query('INSERT INTO reset_me VALUES (2)')
  expect(await db.query('SELECT a FROM reset_me')).toEqual([{ a: '2' }])
})

test('a session follows the database that USE chooses', async () => {
  const connection = await db.connect()
  await connection.query('CREATE TABLE here (a INT)')
  await connection.query('USE information_schema')
  await expect(connection.query('SELECT a FROM here')).rejects.toThrow('here')
  await connection.query(`USE \`${db.database}\``)
  await expect(connection.query('SELECT a FROM here')).resolves.toMatchObject([[], {}])
})
