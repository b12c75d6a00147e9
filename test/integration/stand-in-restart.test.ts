import { createConnection } from 'mysql2/promise'
import { expect, onTestFinished, test } from 'vitest'
import { defaultCacheFolder } from '../../infra/local/stand-in/cache-folder.ts'
import { startStandIn } from '../../infra/local/stand-in/stand-in.ts'

const cacheFolder = defaultCacheFolder(process.env)

test('a restart keeps what was committed, undoes what was open and cuts every client', async () => {
  const standIn = await startStandIn({ cacheFolder })
  onTestFinished(() => standIn.close())
  const { host, port, user, password } = standIn
  const connect = () => createConnection({ host, port, user, password })
  const connection = await connect()
  connection.on('error', () => undefined)
  await connection.query('CREATE DATABASE d')
  await connection.query('USE d')
  await connection.query('CREATE TABLE t (n INT)')
  await connection.query('INSERT INTO t VALUES (1)')
  await connection.query('BEGIN')
  await connection.query('INSERT INTO t VALUES (2)')
  await standIn.restart()
  await expect(connection.query('COMMIT')).rejects.toThrow()
  const later = await connect()
  const [rows] = await later.query('SELECT n FROM d.t')
  expect(rows).toEqual([{ n: 1 }])
  await later.end()
})

test('two started at once do not disturb each other, and closing leaves nothing behind', async () => {
  const both = await Promise.all([startStandIn({ cacheFolder }), startStandIn({ cacheFolder })])
  for (const { host, port, user, password } of both) {
    const connection = await createConnection({ host, port, user, password })
    await connection.query('CREATE DATABASE same_name')
    await connection.end()
  }
  await Promise.all(both.map((standIn) => standIn.close()))
  const [{ host, port }] = both
  await expect(createConnection({ host, port })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
