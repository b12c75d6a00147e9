import { afterEach, expect, test } from 'vitest'
import { parseEvent } from '../../lib/lambda/event.ts'
import { partialResponse } from '../../lib/lambda/response.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int32' })
const good = (offset: number, timestamp = 1_000) => ({
  offset,
  timestamp,
  value: envelope(schema, { id: offset }),
})
const bad = (offset: number) => ({ offset, value: 'bad' })

const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))

afterEach(() => {
  database.faults.clear()
})

test('the answer names the first record that did not commit and every later one, partition by partition', async () => {
  const event = kafkaEvent({
    parts: { 0: [good(0), bad(1), good(2)], 1: [good(10), good(11)], 2: [bad(20)] },
  })

  const outcome = await startContainer(database).accept(event)

  expect(partialResponse(parseEvent(event).batches, outcome.faults)).toEqual({
    batchItemFailures: [
      { itemIdentifier: { partition: 'parts-0', offset: 1 } },
      { itemIdentifier: { partition: 'parts-0', offset: 2 } },
      { itemIdentifier: { partition: 'parts-2', offset: 20 } },
    ],
  })
  expect(await ids('parts')).toEqual([0, 10, 11])
})

test('a recreated topic-partition is reported whole, and the others commit', async () => {
  const container = startContainer(database)
  await container.deliver(kafkaEvent({ again: { 0: [good(0), good(1)] } }))
  const event = kafkaEvent({ again: { 0: [good(0, 9_999), good(5)], 1: [good(7)] } })

  const outcome = await container.accept(event)

  expect(outcome.faults).toEqual([
    expect.objectContaining({
      topic: 'again',
      partition: 0,
      offset: 0,
      error: expect.objectContaining({ code: 'ERR_TOPIC_RECREATED' }),
    }),
  ])
  expect(await ids('again')).toEqual([0, 1, 7])
})

test('a claim that stays blocked is named, and the other topic-partitions commit', async () => {
  await startContainer(database).deliver(kafkaEvent({ blocked: { 1: [good(1)] } }))
  const holder = await database.connect()
  await holder.query('BEGIN')
  await holder.query(
    "INSERT INTO kafka_connect_transaction_metadata (id, sink, topic, `partition`, sequence, records, `count`, filtered, deadLettered, highOffset) VALUES ('x', 'test', 'blocked', 0, 1, 0, 0, 0, 0, -1)",
  )
  const event = kafkaEvent({ blocked: { 0: [good(0)], 1: [good(2)], 2: [good(3)] } })
  const impatient = startContainer(database, { SINK_MAX_RETRIES: '2', SINK_RETRY_BACKOFF_MS: '10' })

  const outcome = await impatient.accept(event)

  expect(outcome.faults).toEqual([
    expect.objectContaining({
      partition: 0,
      error: expect.objectContaining({ message: expect.stringContaining('blocked-0 is blocked') }),
    }),
  ])
  expect(outcome.totals).toMatchObject({ delivered: 3, written: 2, held: 1 })
  expect(await ids('blocked')).toEqual([1, 2, 3])

  await holder.query('ROLLBACK')
  await startContainer(database).deliver(event)
  expect(await ids('blocked')).toEqual([0, 1, 2, 3])
})

test('a blocked claim leaves the other topic-partitions time, also where the server would wait longer than there is', async () => {
  await startContainer(database).deliver(kafkaEvent({ hurried: { 1: [good(1)] } }))
  const holder = await database.connect()
  await holder.query('BEGIN')
  await holder.query(
    "INSERT INTO kafka_connect_transaction_metadata (id, sink, topic, `partition`, sequence, records, `count`, filtered, deadLettered, highOffset) VALUES ('x', 'test', 'hurried', 0, 1, 0, 0, 0, 0, -1)",
  )
  const event = kafkaEvent({ hurried: { 0: [good(0)], 1: [good(2)], 2: [good(3)] } })

  const outcome = await startContainer(database).accept(event, 4_000)
  await holder.query('ROLLBACK')

  expect(outcome.faults).toEqual([expect.objectContaining({ topic: 'hurried', partition: 0 })])
  expect(outcome.totals).toMatchObject({ delivered: 3, written: 2, held: 1 })
  expect(await ids('hurried')).toEqual([1, 2, 3])
})

test('an event that has only records is taken like any other', async () => {
  const { records } = kafkaEvent({ bare: { 0: [good(0)] } }) as { records: unknown }

  const { totals } = await startContainer(database).deliver({ records })

  expect(totals.written).toBe(1)
})
