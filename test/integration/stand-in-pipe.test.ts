import { type Connection, createConnection } from 'mysql2/promise'
import { afterAll, expect, test } from 'vitest'
import { openPipe } from '../../infra/local/stand-in/open-pipe.ts'
import { useStandIn } from '../support/database.ts'
import { upload } from '../support/upload.ts'

// The database of these tests plays the real SingleStore that the pipe is put in front of.
const db = await useStandIn()
const url = `mysql://${db.user}:${encodeURIComponent(db.password)}@${db.host}:${db.port}/`
const pipe = await openPipe(url)
afterAll(() => pipe.close())

async function connect(): Promise<Connection> {
  const { host, port, user, password } = pipe
  const connection = await createConnection({ host, port, user, password, database: db.database })
  connection.on('error', () => undefined)
  return connection
}

test('statements pass unchanged, and the pipe logs them', async () => {
  const connection = await connect()
  pipe.statements.clear()
  db.statements.clear()
  const [rows] = await connection.query("/* kept */ SELECT 'é🎺' AS v")
  expect(rows).toEqual([{ v: 'é🎺' }])
  expect(pipe.statements.all.map(({ sql }) => sql)).toEqual(["/* kept */ SELECT 'é🎺' AS v"])
  expect(db.statements.all.map(({ sql }) => sql)).toEqual(["/* kept */ SELECT 'é🎺' AS v"])
  connection.destroy()
})

test('a load passes through, and so does its error', async () => {
  await db.query('CREATE TABLE piped (n INT PRIMARY KEY)')
  const connection = await connect()
  const sql = "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE piped"
  const chunks = Array.from({ length: 100 }, (_, c) => Buffer.from(`${c}\n`))
  expect((await upload(connection, sql, chunks)).affectedRows).toBe(100)
  await expect(upload(connection, sql, chunks)).rejects.toMatchObject({ errno: 1062 })
  connection.destroy()
})

test('faults strike at the pipe', async () => {
  await db.query('CREATE TABLE struck (n INT)')
  const connection = await connect()
  pipe.faults.inject({ match: /^INSERT/, moment: 'after', action: { kind: 'cut' } })
  const inserting = connection.query('INSERT INTO struck VALUES (1)')
  await expect(inserting).rejects.toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' })
  expect(await db.query('SELECT n FROM struck')).toEqual([{ n: '1' }])
})

test('a client that goes away in mid-load leaves nothing', async () => {
  await db.query('CREATE TABLE abandoned (n INT)')
  const connection = await connect()
  const { promise: sent, resolve } = Promise.withResolvers<void>()
  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from('1\n')
    resolve()
    await new Promise(() => undefined)
  }
  const sql = "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE abandoned"
  upload(connection, sql, chunks()).catch(() => undefined)
  await sent
  connection.destroy()
  await db.query('ALTER TABLE abandoned ADD COLUMN later INT')
  expect(await db.query('SELECT n FROM abandoned')).toEqual([])
})

test('a server that cannot be reached cuts the client', async () => {
  const nowhere = await openPipe('mysql://root@127.0.0.1:1/')
  const { host, port, user, password } = nowhere
  const lost = { code: 'PROTOCOL_CONNECTION_LOST' }
  await expect(createConnection({ host, port, user, password })).rejects.toMatchObject(lost)
  await nowhere.close()
})

test('a URL of another kind is refused with the right one', async () => {
  await expect(openPipe('https://example.com/')).rejects.toThrow('mysql://user:password@host:port/')
})
