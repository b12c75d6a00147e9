import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const runbooks = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
const statements = [...runbooks.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) =>
  String(sql).trim(),
)

test('the runbooks ask the database at least for what is committed and for dead letters', () => {
  expect(statements.map((sql) => /FROM (\w+)/.exec(sql)?.[1])).toEqual(
    expect.arrayContaining(['kafka_connect_transaction_metadata', 'kafka_dead_letters']),
  )
})

test.each(statements)('finds what the sink did: %s', async (sql) => {
  const schema = structSchema({ id: 'int32' })
  const container = startContainer(database, {
    SINK_NAME: 'orders',
    SINK_ERRORS_TOLERANCE: 'all',
  })
  const good = { offset: 0, value: envelope(schema, { id: 1 }) }
  await container.deliver(kafkaEvent({ orders: { 0: [good, { offset: 1, value: 'bad' }] } }))

  const rows = await database.query(sql)

  expect(rows.length).toBeGreaterThan(0)
  expect(Object.values(rows[0] ?? {})).toContain('orders')
})
