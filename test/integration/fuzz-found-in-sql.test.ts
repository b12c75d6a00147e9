import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const document = readFileSync(new URL('../../docs/exactly-once.md', import.meta.url), 'utf8')
const [, checkIt = ''] = document.split('\n## Check it\n')
const checks = [...checkIt.matchAll(/```sql\n([\s\S]*?);\n```/g)].map(([, sql = '']) => sql)

/** Which of the document's statements find something. */
async function findings(): Promise<readonly number[]> {
  const found = await Promise.all(checks.map((sql) => database.query(sql)))
  return found.flatMap((rows, index) => (rows.length > 0 ? [index] : []))
}

const ledger = 'kafka_connect_transaction_metadata'
const schema = structSchema({ id: 'int64' })
const good = (offset: number) => ({ offset, value: envelope(schema, { id: offset }) })
const bad = (offset: number) => ({ offset, value: 'no JSON' })

test("the document's checks find nothing in a sound ledger, and each finds what was tampered with", async () => {
  const container = startContainer(database, {
    SINK_NAME: 'orders-sink',
    SINK_ERRORS_TOLERANCE: 'all',
  })
  await container.deliver(kafkaEvent({ orders: { 0: [good(0), bad(1), good(2)], 1: [good(5)] } }))
  await container.deliver(kafkaEvent({ orders: { 0: [good(2), bad(3), good(4)] } }))
  expect(checks).toHaveLength(5)
  expect(await findings()).toEqual([])

  const again = `INSERT INTO ${ledger} SELECT * FROM ${ledger} WHERE \`partition\` = 1`
  await expect(database.query(again)).rejects.toMatchObject({ errno: 1062 })

  await database.query(
    `UPDATE ${ledger} SET firstOffset = 2 WHERE \`partition\` = 0 AND sequence = 2`,
  )
  expect(await findings()).toEqual([1])
  await database.query(
    `UPDATE ${ledger} SET firstOffset = 3 WHERE \`partition\` = 0 AND sequence = 2`,
  )

  await database.query(`UPDATE ${ledger} SET records = records + 1 WHERE \`partition\` = 1`)
  expect(await findings()).toEqual([2])
  await database.query(`UPDATE ${ledger} SET records = records - 1 WHERE \`partition\` = 1`)

  await database.query('DELETE FROM kafka_dead_letters WHERE `offset` = 3')
  expect(await findings()).toEqual([3])
  await database.query('DELETE FROM orders WHERE id = 4')
  expect(await findings()).toEqual([3, 4])
})
