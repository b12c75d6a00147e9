import type { Connection } from 'mysql2/promise'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Action, SessionState, SqlRules } from '../../infra/local/stand-in/action.ts'
import { defaultCacheFolder } from '../../infra/local/stand-in/cache-folder.ts'
import { startMariaDb } from '../../infra/local/stand-in/mariadb/start-mariadb.ts'
import { openStandIn } from '../../infra/local/stand-in/open-stand-in.ts'
import { openConnection } from '../support/open-connection.ts'
import { upload } from '../support/upload.ts'

// Rules that do as each test says, so that what the proxy does with an action is seen alone.
let interpret: (sql: string, session: SessionState) => Action
const forward = (sql: string): Action => ({ kind: 'forward', sql })
const rules: SqlRules = {
  interpret: (sql, session) => interpret(sql, session),
  translateError: (error, sql) => ({ ...error, message: `${error.message} in ${sql}` }),
}

const mariaDb = await startMariaDb({ cacheFolder: defaultCacheFolder(process.env) })
const sessionSetup = ['SET @setup = 7', 'CREATE DATABASE IF NOT EXISTS d', 'USE d']
const standIn = await openStandIn(mariaDb.place, { rules, sessionSetup })
const raw = await openStandIn(mariaDb.place, { rules, sessionSetup }, { loads: 'raw' })
afterAll(async () => {
  await standIn.close()
  await raw.close()
  await mariaDb.close()
})

let connection: Connection
beforeEach(async () => {
  interpret = forward
  connection = await openConnection(standIn)
})

const run = async (sql: string): Promise<unknown> => (await connection.query(sql))[0]

test('every session begins with its setup, and again after a reset', async () => {
  expect(await run('SELECT @setup AS v')).toEqual([{ v: 7 }])
  await run('SET @setup = 0')
  await connection.reset()
  expect(await run('SELECT @setup AS v')).toEqual([{ v: 7 }])
})

test('a forwarded statement is sent as rewritten, and success is told once it is one', async () => {
  const told: string[] = []
  interpret = (sql) => ({ kind: 'forward', sql, onSuccess: () => told.push(sql) })
  await run('CREATE TABLE success (n INT)')
  await expect(run('CREATE TABLE success (n INT)')).rejects.toMatchObject({ errno: 1050 })
  expect(told).toEqual(['CREATE TABLE success (n INT)'])
})

test('cells are mapped, bytes that are no text stay, and NULL stays NULL', async () => {
  interpret = (sql) => ({ kind: 'forward', sql, mapCell: (cell) => cell.replace('short', 'long') })
  const rows = await run("SELECT 'short name' AS a, UNHEX('FF00') AS b, NULL AS c")
  expect(rows).toEqual([{ a: 'long name', b: Buffer.of(0xff, 0), c: null }])
})

test('names of columns are mapped, in the description alone', async () => {
  interpret = (sql) => ({ kind: 'forward', sql, mapName: (name) => name.replace('short', 'long') })
  expect(await run("SELECT 'short' AS short_name")).toEqual([{ long_name: 'short' }])
})

test('rows without a promised order come in another one, none lost', async () => {
  const numbers = Array.from({ length: 50 }, (_, n) => n)
  interpret = (sql) => ({ kind: 'forward', sql, shuffle: true })
  const rows = await run(numbers.map((n) => `SELECT ${n} AS n`).join(' UNION ALL '))
  const found = (rows as { n: number }[]).map((row) => row.n)
  expect(found).not.toEqual(numbers)
  expect(found.toSorted((a, b) => a - b)).toEqual(numbers)
})

test('several statements answer with the last one, and stop at the first error', async () => {
  const steps = ['CREATE TABLE steps (n INT)', 'SELECT 1', 'INSERT INTO steps VALUES (1), (2)']
  interpret = () => ({ kind: 'forward-all', sqls: steps })
  expect(await run('steps')).toMatchObject({ affectedRows: 2 })
  const broken = ['INSERT INTO steps VALUES (3)', 'no statement', 'INSERT INTO steps VALUES (4)']
  interpret = () => ({ kind: 'forward-all', sqls: broken })
  await expect(run('broken')).rejects.toMatchObject({ errno: 1064 })
  interpret = forward
  expect(await run('SELECT COUNT(*) AS n FROM steps')).toEqual([{ n: 3 }])
})

test('rows of the rules own are answered as text', async () => {
  interpret = () => ({
    kind: 'rows',
    columns: ['a', 'b'],
    rows: [
      ['1', null],
      ['🎺', ''],
    ],
  })
  expect(await run('x')).toEqual([
    { a: '1', b: null },
    { a: '🎺', b: '' },
  ])
})

test('a refusal is answered as an error without asking the server', async () => {
  interpret = () => ({ kind: 'refuse', errno: 1706, sqlState: '0A000', message: 'Not supported' })
  await expect(run('x')).rejects.toMatchObject({
    errno: 1706,
    sqlState: '0A000',
    message: 'Not supported',
  })
})

test('warnings are counted in the answer, listed by SHOW WARNINGS, and gone after the next statement', async () => {
  interpret = (sql) =>
    sql === 'SHOW WARNINGS' ? forward(sql) : { kind: 'forward', sql, warnings: ['first', 'second'] }
  expect(await run('DO 1')).toMatchObject({ warningStatus: 2 })
  expect(await run('SHOW WARNINGS')).toMatchObject([{ Message: 'first' }, { Message: 'second' }])
  interpret = forward
  await run('SELECT * FROM information_schema.ENGINES LIMIT 1')
  expect(await run('SHOW WARNINGS')).toEqual([])
})

test('an error of the server is translated, with the statement as the client sent it', async () => {
  interpret = () => forward('SELECT * FROM missing')
  await expect(run('the client said this')).rejects.toThrow('in the client said this')
})

test('the rules are told whether a transaction is open, whatever ended it', async () => {
  const seen: boolean[] = []
  interpret = (sql, session) => {
    seen.push(session.inTransaction)
    return forward(sql)
  }
  const told = async (sql: string): Promise<boolean | undefined> => {
    await run(sql).catch(() => undefined)
    await run('DO 0')
    return seen.at(-1)
  }
  expect(await told('DO 1')).toBe(false)
  expect(await told('BEGIN')).toBe(true)
  expect(await told('SELECT * FROM missing')).toBe(true)
  expect(await told('CREATE TABLE steps (n INT)')).toBe(false)
})

test('the rules are told the database in use and what the client says of itself', async () => {
  const client = await openConnection(standIn, { connectAttributes: { _client_name: 'tester' } })
  let session: unknown
  interpret = (sql, state) => {
    session = state
    return forward(sql)
  }
  await client.query('CREATE DATABASE IF NOT EXISTS `other``one`')
  await client.query('USE `other``one`')
  await client.query('DO 1')
  expect(session).toMatchObject({
    connectionId: client.threadId,
    database: 'other`one',
    aggregator: 'master',
    connectAttributes: { _client_name: 'tester' },
  })
})

const load = (sql: string): Action => ({
  kind: 'load',
  fileName: '###.tsv',
  compression: 'none',
  sql: (path) => `LOAD DATA INFILE '${path}' INTO TABLE ${sql}`,
})

test('raw loads go to the server as they are, which then only warns of duplicates', async () => {
  await run('CREATE TABLE raw_loads (n INT PRIMARY KEY)')
  const client = await openConnection(raw)
  interpret = () => load('raw_loads')
  expect(await upload(client, 'x', [Buffer.from('1\n1\n2\n')])).toMatchObject({
    affectedRows: 2,
    warningStatus: 1,
  })
})

test('a statement that fails in the proxy itself is answered, and the session ends', async () => {
  interpret = () => {
    throw new Error('a fault in the rules')
  }
  await expect(run('x')).rejects.toThrow('a fault in the rules')
})
