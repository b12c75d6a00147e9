import { afterEach, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int64' })

const PARTITION = 1_000_000
const span = (partition: number, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => ({
    offset: first + at,
    value: envelope(schema, { id: partition * PARTITION + first + at }),
  }))
const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))
const idsOf = (partition: number, first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => partition * PARTITION + first + at)

/** A consumer that starts anew knows nothing of what the one before it did. */
const deliver = async (event: unknown) => (await startContainer(database).deliver(event)).totals

afterEach(() => {
  database.faults.clear()
})

test('a longer batch that begins at the same offset loses none of what is new in it', async () => {
  await deliver(kafkaEvent({ longer: { 0: span(0, 100, 149) } }))
  const totals = await deliver(kafkaEvent({ longer: { 0: span(0, 100, 599) } }))

  expect(totals).toMatchObject({ repeated: 50, written: 450 })
  expect(await ids('longer')).toEqual(idsOf(0, 100, 599))
})

test('batches that are cut otherwise double nothing and lose nothing', async () => {
  await deliver(kafkaEvent({ recut: { 0: span(0, 100, 149) } }))
  await deliver(kafkaEvent({ recut: { 0: span(0, 150, 199) } }))
  for (const [first, last] of [
    [100, 139],
    [140, 199],
    [190, 209],
  ] as const) {
    await deliver(kafkaEvent({ recut: { 0: span(0, first, last) } }))
  }

  expect(await ids('recut')).toEqual(idsOf(0, 100, 209))
})

test('a partition that was written beside another is known alone, too, and ahead of it', async () => {
  await deliver(kafkaEvent({ beside: { 0: span(0, 0, 9), 1: span(1, 50, 59) } }))

  const alone = await deliver(kafkaEvent({ beside: { 1: span(1, 50, 59) } }))
  const ahead = await deliver(kafkaEvent({ beside: { 1: span(1, 55, 64), 0: span(0, 5, 14) } }))

  expect(alone).toMatchObject({ written: 0, repeated: 10 })
  expect(ahead).toMatchObject({ written: 10, repeated: 10 })
  expect(await ids('beside')).toEqual([...idsOf(0, 0, 14), ...idsOf(1, 50, 64)])
})

test('what is new in other partitions and topics is written behind a record that is known', async () => {
  await deliver(kafkaEvent({ carrier: { 0: span(0, 0, 9) } }))

  const totals = await deliver(
    kafkaEvent({
      carrier: { 0: span(0, 0, 9), 1: span(1, 0, 4) },
      carried: { 0: span(2, 0, 4) },
    }),
  )

  expect(totals).toMatchObject({ written: 10, repeated: 10 })
  expect(await ids('carrier')).toEqual([...idsOf(0, 0, 9), ...idsOf(1, 0, 4)])
  expect(await ids('carried')).toEqual(idsOf(2, 0, 4))
})

test('a batch whose COMMIT was not answered is known by those of its partitions that come again', async () => {
  await deliver(kafkaEvent({ revoked: { 9: span(9, 0, 0) } }))
  const event = kafkaEvent({ revoked: { 0: span(0, 0, 9), 1: span(1, 0, 9) } })
  const first = startContainer(database, { SINK_MAX_RETRIES: '0' })
  database.faults.inject({ match: /^COMMIT/, moment: 'after', action: { kind: 'cut' } })
  await first.deliver(event).catch(() => undefined)
  expect(database.faults.fired).toHaveLength(1)

  const totals = await deliver(kafkaEvent({ revoked: { 1: span(1, 0, 14) } }))

  expect(totals).toMatchObject({ written: 5, repeated: 10 })
  expect(await ids('revoked')).toEqual([...idsOf(0, 0, 9), ...idsOf(1, 0, 14), ...idsOf(9, 0, 0)])
})

test('names that only look alike as topic, partition and offset are kept apart', async () => {
  for (const [topic, partition, offset] of [
    ['a', 1, 2],
    ['a-1', 2, 2],
    ['a-1', 0, 2],
    ['A', 1, 2],
  ] as const) {
    const container = startContainer(database, { SINK_TABLE_NAMES: 'a=alike; A=alike; a-1=alike' })
    const event = kafkaEvent({ [topic]: { [partition]: span(partition, offset, offset) } })
    expect((await container.deliver(event)).totals.written).toBe(1)
  }
  expect(await ids('alike')).toHaveLength(4)
})

test('a topic of 249 characters, as long as Kafka has them, is in the ledger as a whole', async () => {
  const topic = 't'.repeat(249)
  const latest = {
    offset: Number.MAX_SAFE_INTEGER,
    timestamp: 0,
    value: envelope(schema, { id: 1 }),
  }
  const event = kafkaEvent({ [topic]: { 2147483647: [latest] } })

  const first = await deliver(event)
  const again = await deliver(event)

  expect([first.written, again.repeated]).toEqual([1, 1])
  expect(await database.query(`SELECT COUNT(*) AS n FROM \`${topic}\``)).toEqual([{ n: '1' }])
})

test.each([
  [1142, 'ERR_ACCESS_DENIED'],
  [1712, 'ERR_STORE_TRANSIENT'],
])(
  'a ledger that cannot be read (error %i) is not an empty one: nothing is written',
  async (errno, code) => {
    const topic = `unread_${errno}`
    const event = kafkaEvent({ [topic]: { 0: span(0, 0, 9) } })
    await deliver(event)
    database.faults.inject({
      match: /SELECT .*`kafka_connect_transaction_metadata`/s,
      moment: 'before',
      action: { kind: 'error', errno, message: 'injected' },
      times: 100,
    })
    const container = startContainer(database, {
      SINK_MAX_RETRIES: '2',
      SINK_RETRY_BACKOFF_MS: '10',
    })
    database.statements.clear()

    await expect(container.deliver(event)).rejects.toMatchObject({ code, errno })

    expect(database.faults.fired.length).toBeGreaterThan(0)
    expect(database.statements.all.filter(({ sql }) => sql.startsWith('LOAD DATA'))).toEqual([])
    expect(await ids(topic)).toEqual(idsOf(0, 0, 9))
  },
)

test('two sinks with one metadata table and one topic each write all of it to their own tables', async () => {
  const event = kafkaEvent({ shared: { 0: span(0, 0, 9) } })
  for (const name of ['first', 'second']) {
    const container = startContainer(database, {
      SINK_NAME: name,
      SINK_TABLE_NAMES: `shared=shared_${name}`,
    })
    expect((await container.deliver(event)).totals).toMatchObject({ written: 10 })
  }
  expect([await ids('shared_first'), await ids('shared_second')]).toEqual([
    idsOf(0, 0, 9),
    idsOf(0, 0, 9),
  ])
})
