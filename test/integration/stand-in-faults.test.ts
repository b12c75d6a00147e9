import { expect, test } from 'vitest'
import { useStandIn } from '../support/database.ts'
import { upload } from '../support/upload.ts'

const db = await useStandIn()
await db.query('CREATE TABLE kept (n INT PRIMARY KEY)')

const numbers = async (): Promise<readonly unknown[]> =>
  (await db.query('SELECT n FROM kept ORDER BY n')).map((row) => row.n)

const insert = async (n: number) => {
  const connection = await db.connect()
  await connection.query('BEGIN')
  await connection.query(`INSERT INTO kept VALUES (${n})`)
  return connection
}

const lost = { code: 'PROTOCOL_CONNECTION_LOST' }

test('a cut before COMMIT undoes the transaction', async () => {
  const connection = await insert(1)
  db.faults.inject({ match: /^COMMIT/, moment: 'before', action: { kind: 'cut' } })
  await expect(connection.query('COMMIT')).rejects.toMatchObject(lost)
  await db.query('DELETE FROM kept WHERE n = 1')
  expect(await numbers()).not.toContain('1')
})

test('a cut after COMMIT keeps the transaction, and the client cannot know', async () => {
  const connection = await insert(2)
  db.faults.inject({ match: /^COMMIT/, moment: 'after', action: { kind: 'cut' } })
  await expect(connection.query('COMMIT')).rejects.toMatchObject(lost)
  expect(await numbers()).toContain('2')
})

test('an error before a statement keeps it from the server', async () => {
  const error = { kind: 'error', errno: 1205, message: 'Lock wait timeout exceeded' } as const
  db.faults.inject({ match: /^INSERT/, moment: 'before', action: error })
  const inserting = db.query('INSERT INTO kept VALUES (3)')
  await expect(inserting).rejects.toMatchObject({ errno: 1205, sqlState: 'HY000' })
  expect(await numbers()).not.toContain('3')
})

test('an error after a statement hides that the server did it', async () => {
  const error = { kind: 'error', errno: 1317, sqlState: '70100', message: 'Interrupted' } as const
  db.faults.inject({ match: /^INSERT/, moment: 'after', action: error })
  const inserting = db.query('INSERT INTO kept VALUES (4)')
  await expect(inserting).rejects.toMatchObject({ errno: 1317, sqlState: '70100' })
  expect(await numbers()).toContain('4')
})

test('an error in place of rows leaves the session in step', async () => {
  const error = { kind: 'error', errno: 1, message: 'no rows for you' } as const
  db.faults.inject({ match: /^SELECT 1/, moment: 'after', action: error })
  await expect(db.query('SELECT 1 AS one')).rejects.toMatchObject({ errno: 1 })
  expect(await db.query('SELECT 2 AS two')).toEqual([{ two: '2' }])
})

test('a delay holds the statement back for its time', async () => {
  db.faults.inject({ match: /^SELECT/, moment: 'before', action: { kind: 'delay', delayMs: 50 } })
  const before = performance.now()
  expect(await db.query('SELECT 1 AS one')).toEqual([{ one: '1' }])
  // setTimeout may come a millisecond early.
  expect(performance.now() - before).toBeGreaterThanOrEqual(49)
})

test('a lingering connection keeps its locks until its time is over', async () => {
  const connection = await insert(5)
  const action = { kind: 'linger', lingerMs: 60_000 } as const
  db.faults.inject({ match: /^SELECT 5/, moment: 'after', action })
  await expect(connection.query('SELECT 5')).rejects.toMatchObject(lost)
  await expect(db.query('INSERT INTO kept VALUES (5)')).rejects.toMatchObject({ errno: 1205 })
  await db.query(`KILL CONNECTION ${connection.threadId}`)
  await db.query('INSERT INTO kept VALUES (5)')
  expect(await numbers()).toContain('5')
})

test('a lingering connection undoes its transaction in the end', async () => {
  const connection = await insert(6)
  const action = { kind: 'linger', lingerMs: 100 } as const
  db.faults.inject({ match: /^COMMIT/, moment: 'before', action })
  await expect(connection.query('COMMIT')).rejects.toMatchObject(lost)
  await db.query('INSERT INTO kept VALUES (6)')
  expect(await numbers()).toContain('6')
})

test('a swallowed error reads as OK, and the statement is undone all the same', async () => {
  await db.query('INSERT INTO kept VALUES (7)')
  const action = { kind: 'swallow-error', errno: 1062 } as const
  db.faults.inject({ match: /^INSERT/, moment: 'after', action })
  await db.query('INSERT INTO kept VALUES (8), (7)')
  expect(await numbers()).not.toContain('8')
})

test('a cut in mid-load leaves nothing', async () => {
  const connection = await insert(9)
  db.faults.inject({ match: /^LOAD/, moment: 'during', action: { kind: 'cut' } })
  const sql = "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE kept"
  await expect(upload(connection, sql, [Buffer.from('10\n')])).rejects.toMatchObject(lost)
  await db.query('INSERT INTO kept VALUES (9)')
  expect(await numbers()).not.toContain('10')
})

test('an error in mid-load is heard at its end, and nothing is loaded', async () => {
  const connection = await db.connect()
  const error = { kind: 'error', errno: 1712, message: 'Not enough memory' } as const
  db.faults.inject({ match: /^LOAD/, moment: 'during', action: error })
  const sql = "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE kept"
  const loading = upload(connection, sql, [Buffer.from('11\n'), Buffer.from('12\n')])
  await expect(loading).rejects.toMatchObject({ errno: 1712 })
  await expect(connection.query('SELECT 1 AS one')).resolves.toMatchObject([[{ one: 1 }], {}])
  expect(await numbers()).not.toContain('11')
})

test('faults that struck are counted in order, whoever they struck', async () => {
  db.faults.clear()
  const action = { kind: 'delay', delayMs: 0 } as const
  db.faults.inject({ match: /^SELECT/, moment: 'before', action, times: 2 })
  for (const n of [1, 2, 3]) await db.query(`SELECT ${n}`)
  expect(db.faults.fired.map((fault) => fault.sql)).toEqual(['SELECT 1', 'SELECT 2'])
})
