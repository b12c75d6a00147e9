import { expect, test } from 'vitest'
import { useStandIn } from '../support/database.ts'

const database = await useStandIn()
const HOUR_MS = 3_600_000

const hoursAhead = async () => {
  const [row] = await database.query('SELECT CURRENT_TIMESTAMP(6) AS t, NOW() AS n')
  return [row?.t, row?.n].map((text) => {
    const aheadMs = Date.parse(`${text?.replace(' ', 'T')}Z`) - Date.now()
    return Math.round(aheadMs / HOUR_MS) + 0
  })
}

test('the clock that is moved is the clock of queries, of conditions and of defaults, and can be put back', async () => {
  await database.query('CREATE TABLE t (id INT, at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6))')
  await database.query('INSERT INTO t (id) VALUES (1)')
  database.setClock(25 * HOUR_MS)
  await database.query('INSERT INTO t (id) VALUES (2)')

  expect(await hoursAhead()).toEqual([25, 25])
  const old = 'SELECT id FROM t WHERE at <= CURRENT_TIMESTAMP(6) - INTERVAL 24 HOUR'
  expect(await database.query(old)).toEqual([{ id: '1' }])
  database.setClock(-25 * HOUR_MS)
  expect(await hoursAhead()).toEqual([-25, -25])
  database.setClock(0)
  expect(await hoursAhead()).toEqual([0, 0])
  expect(await database.query('SELECT id FROM t WHERE at > CURRENT_TIMESTAMP(6)')).toEqual([
    { id: '2' },
  ])
})

test('a moved clock goes on, inside a transaction too, and leaves its rows alone', async () => {
  database.setClock(25 * HOUR_MS)
  const connection = await database.connect()
  await connection.query('CREATE TABLE u (id INT)')
  await connection.query('BEGIN')
  await connection.query('INSERT INTO u VALUES (1)')
  const time = async () => {
    const [rows] = await connection.query('SELECT CAST(CURRENT_TIMESTAMP(6) AS CHAR) AS t FROM u')
    return (rows as { t: string }[])[0]?.t ?? ''
  }
  const before = await time()
  await connection.query('SELECT SLEEP(0.01)')
  expect((await time()) > before).toBe(true)
  await connection.query('ROLLBACK')
  database.setClock(0)
  expect(await database.query('SELECT id FROM u')).toEqual([])
})
