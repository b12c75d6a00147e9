import type { Connection } from 'mysql2/promise'
import { expect, test } from 'vitest'
import { useStandIn } from '../support/database.ts'
import { upload } from '../support/upload.ts'

const db = await useStandIn()
await db.query('CREATE TABLE locks (n INT PRIMARY KEY, v INT)')

async function begin(...statements: readonly string[]): Promise<Connection> {
  const connection = await db.connect()
  for (const sql of ['BEGIN', ...statements]) await connection.query(sql)
  return connection
}

test('a lock wait that times out undoes its statement, and the transaction stays open', async () => {
  const holder = await begin('INSERT INTO locks VALUES (1, 1)')
  const waiter = await begin('INSERT INTO locks VALUES (2, 2)')
  await expect(waiter.query('INSERT INTO locks VALUES (1, 9)')).rejects.toMatchObject({
    errno: 1205,
    sqlState: 'HY000',
  })
  await waiter.query('COMMIT')
  await holder.query('ROLLBACK')
  expect(await db.query('SELECT n FROM locks')).toEqual([{ n: '2' }])
})

test('a lock wait that times out names the connection that holds the lock', async () => {
  const holder = await begin('INSERT INTO locks VALUES (3, 3)')
  const waiting = db.query('INSERT INTO locks VALUES (3, 9)')
  await expect(waiting).rejects.toThrow(`owned by connection id ${holder.threadId}`)
  await holder.query('ROLLBACK')
})

test('a deadlock ends as a lock wait that timed out: there is no detector', async () => {
  const one = await begin('INSERT INTO locks VALUES (4, 1)')
  const two = await begin('INSERT INTO locks VALUES (5, 2)')
  const outcomes = await Promise.allSettled([
    one.query('INSERT INTO locks VALUES (5, 1)'),
    two.query('INSERT INTO locks VALUES (4, 2)'),
  ])
  const errors = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(errors.length).toBeGreaterThan(0)
  for (const { reason } of errors) expect(reason).toMatchObject({ errno: 1205 })
  await Promise.all([one.query('ROLLBACK'), two.query('ROLLBACK')])
})

test('what another transaction commits is seen by the next statement', async () => {
  const reader = await begin('SELECT COUNT(*) FROM locks')
  await db.query('INSERT INTO locks VALUES (6, 6)')
  const [rows] = await reader.query('SELECT v FROM locks WHERE n = 6')
  expect(rows).toEqual([{ v: 6 }])
  await reader.query('ROLLBACK')
})

test('what another transaction has not committed is not seen', async () => {
  const writer = await begin('INSERT INTO locks VALUES (7, 7)')
  expect(await db.query('SELECT v FROM locks WHERE n = 7')).toEqual([])
  await writer.query('ROLLBACK')
})

test('a client that goes away undoes its transaction', async () => {
  const connection = await begin('INSERT INTO locks VALUES (8, 1)')
  connection.destroy()
  await db.query('INSERT INTO locks VALUES (8, 2)')
  expect(await db.query('SELECT v FROM locks WHERE n = 8')).toEqual([{ v: '2' }])
})

test('a client that goes away while it waits for a lock does not wait on', async () => {
  const holder = await begin('INSERT INTO locks VALUES (9, 1)')
  const waiter = await begin('INSERT INTO locks VALUES (10, 1)')
  db.statements.clear()
  const waiting = waiter.query('INSERT INTO locks VALUES (9, 2)')
  waiting.catch(() => undefined)
  await expect.poll(() => db.statements.all.length).toBe(1)
  waiter.destroy()
  await db.query('INSERT INTO locks VALUES (10, 2)')
  await holder.query('ROLLBACK')
  expect(await db.query('SELECT v FROM locks WHERE n = 10')).toEqual([{ v: '2' }])
})

test('KILL QUERY ends a statement that waits, and the session lives on', async () => {
  const holder = await begin('INSERT INTO locks VALUES (11, 1)')
  const waiter = await begin()
  let error: unknown
  waiter.query('INSERT INTO locks VALUES (11, 2)').catch((reason: unknown) => {
    error = reason
  })
  // The server may still be about to begin with the statement when it is told to end it.
  const kill = async () => {
    await db.query(`KILL QUERY ${waiter.threadId}`)
    return error
  }
  await expect.poll(kill).toMatchObject({ errno: 1317 })
  await expect(waiter.query('SELECT 1 AS one')).resolves.toMatchObject([[{ one: 1 }], {}])
  await Promise.all([holder.query('ROLLBACK'), waiter.query('ROLLBACK')])
})

test('KILL QUERY on a session at rest does not harm its next statement', async () => {
  const idle = await db.connect()
  await db.query(`KILL QUERY ${idle.threadId}`)
  await expect(idle.query('SELECT 1 AS one')).resolves.toMatchObject([[{ one: 1 }], {}])
})

test('KILL QUERY ends an upload, and nothing is loaded', async () => {
  const uploader = await db.connect()
  const { promise: sent, resolve: onSent } = Promise.withResolvers<void>()
  const { promise: killed, resolve: onKilled } = Promise.withResolvers<void>()
  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from('12\t1\n')
    onSent()
    await killed
    yield Buffer.from('13\t1\n')
  }
  const sql = "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE locks"
  const outcome = expect(upload(uploader, sql, chunks())).rejects.toMatchObject({ errno: 1317 })
  await sent
  await db.query(`KILL QUERY ${uploader.threadId}`)
  onKilled()
  await outcome
  expect(await db.query('SELECT n FROM locks WHERE n IN (12, 13)')).toEqual([])
})

test('KILL CONNECTION ends the session and undoes its transaction', async () => {
  const victim = await begin('INSERT INTO locks VALUES (14, 1)')
  await db.query(`KILL CONNECTION ${victim.threadId}`)
  await expect(victim.query('COMMIT')).rejects.toThrow()
  await db.query('INSERT INTO locks VALUES (14, 2)')
})

test('SAVEPOINT saves nothing and warns', async () => {
  const connection = await begin('INSERT INTO locks VALUES (15, 1)')
  await connection.query('SAVEPOINT here')
  const [warnings] = await connection.query('SHOW WARNINGS')
  expect(warnings).toMatchObject([
    { Level: 'Warning', Message: expect.stringContaining('SAVEPOINT') },
  ])
  await connection.query('ROLLBACK')
})
