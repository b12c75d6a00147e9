import { createConnection } from 'mysql2/promise'
import { expect, test } from 'vitest'
import { useStandIn } from '../support/database.ts'

const db = await useStandIn()
const { host, port, user, password, database } = db

test('the right password opens a session in the database asked for', async () => {
  const connection = await db.connect()
  const [rows] = await connection.query('SELECT DATABASE() AS here')
  expect(rows).toEqual([{ here: database }])
})

test('a wrong password is refused as access denied, by user', async () => {
  const login = createConnection({ host, port, user, password: 'wrong' })
  await expect(login).rejects.toMatchObject({
    errno: 1045,
    sqlState: '28000',
    message: `Access denied for user '${user}'@'127.0.0.1' (using password: YES)`,
  })
})

test('no password is refused, and the message says that none was used', async () => {
  const login = createConnection({ host, port, user })
  await expect(login).rejects.toMatchObject({
    errno: 1045,
    message: expect.stringContaining('(using password: NO)'),
  })
})

test('an unknown user is refused like a wrong password', async () => {
  const login = createConnection({ host, port, user: 'nobody', password })
  await expect(login).rejects.toMatchObject({ errno: 1045 })
})

test('an unknown database is refused as unknown', async () => {
  const login = createConnection({ host, port, user, password, database: 'no_such_database' })
  await expect(login).rejects.toMatchObject({ errno: 1049 })
})

test('a rotated password admits the new one only, and open sessions stay', async () => {
  db.setPassword('rotated', 'first')
  const before = await db.connect({ user: 'rotated', password: 'first' })
  db.setPassword('rotated', 'second')
  const late = createConnection({ host, port, user: 'rotated', password: 'first' })
  await expect(late).rejects.toMatchObject({ errno: 1045 })
  await db.connect({ user: 'rotated', password: 'second' })
  await expect(before.query('SELECT 1 AS one')).resolves.toMatchObject([[{ one: 1 }], {}])
})

test('the number greeted with is the number of the session', async () => {
  const connection = await db.connect()
  const [rows] = await connection.query('SELECT CONNECTION_ID() AS id')
  expect(rows).toEqual([{ id: connection.threadId }])
})
