import { createConnection } from 'mysql2/promise'
import { expect, test } from 'vitest'
import { useStandIn } from '../support/database.ts'
import { selfSigned } from '../support/self-signed.ts'

const tls = selfSigned('stand-in')
const db = await useStandIn({ tls })
const { port, user, password } = db
const login = { host: 'localhost', port, user, password }

test('a client that knows the certificate is served over TLS', async () => {
  const ssl = { ca: tls.cert, minVersion: 'TLSv1.2', verifyIdentity: true }
  const connection = await db.connect({ ...login, ssl })
  const [rows] = await connection.query("SELECT REPEAT('x', 1000000) AS v")
  expect(rows).toEqual([{ v: 'x'.repeat(1_000_000) }])
})

test('a client that trusts another authority refuses', async () => {
  const ssl = { ca: selfSigned('another').cert, verifyIdentity: true }
  await expect(createConnection({ ...login, ssl })).rejects.toThrow(/certificate|self.signed/i)
})

test('a wrong password is refused over TLS too', async () => {
  const ssl = { ca: tls.cert, verifyIdentity: true }
  const wrong = createConnection({ ...login, password: 'wrong', ssl })
  await expect(wrong).rejects.toMatchObject({ errno: 1045 })
})

test('a client without TLS is served as well', async () => {
  const connection = await db.connect()
  await expect(connection.ping()).resolves.toBe(true)
})
