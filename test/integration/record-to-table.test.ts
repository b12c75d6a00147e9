import { afterEach, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { redrive } from '../support/redrive.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

const ROUTED = {
  SINK_RECORD_TO_TABLE_FIELD: 'kind',
  SINK_RECORD_TO_TABLE: 'book=books; 7=numbers; true=flags',
}
const TOLERANT = { ...ROUTED, SINK_ERRORS_TOLERANCE: 'all' }

const schema = structSchema({ id: 'int32', kind: 'string' })
const record = (offset: number, kind: unknown) => ({
  offset,
  value: envelope(schema, { id: offset, kind }),
})

const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))

const tables = async (like: string) =>
  (await database.query(`SHOW TABLES LIKE '${like}'`)).flatMap((row) => Object.values(row))

const ledgerOf = async (topic: string) =>
  await database.query(
    `SELECT records, \`count\`, filtered, deadLettered FROM kafka_connect_transaction_metadata WHERE topic = '${topic}' ORDER BY \`partition\`, sequence`,
  )

afterEach(async () => {
  database.faults.clear()
  for (const table of ['books', 'numbers', 'flags']) {
    await database.query(`DROP TABLE IF EXISTS ${table}`)
  }
})

test('the value of the field picks the table, whatever the topic, and the topic gets none', async () => {
  const { totals, tables: written } = await startContainer(database, ROUTED).deliver(
    kafkaEvent({
      routed_a: { 0: [record(0, 'book'), record(1, '7'), record(2, 'book')] },
      routed_b: { 3: [record(3, 'book')] },
    }),
  )

  expect(totals).toMatchObject({ delivered: 4, written: 4 })
  expect(written.toSorted()).toEqual(['books', 'numbers'])
  expect(await ids('books')).toEqual([0, 2, 3])
  expect(await ids('numbers')).toEqual([1])
  expect(await tables('routed%')).toEqual([])
  expect(await ledgerOf('routed_a')).toEqual([
    { records: '3', count: '3', filtered: '0', deadLettered: '0' },
  ])
})

test('numbers and booleans pick by their text, with a schema and without', async () => {
  const wide = structSchema({ id: 'int32', kind: 'int64' })
  const flag = structSchema({ id: 'int32', kind: 'boolean' })
  await database.query('CREATE TABLE flags (id INT, kind TINYINT)')
  await startContainer(database, ROUTED).deliver(
    kafkaEvent({
      typed: {
        0: [
          { offset: 0, value: envelope(wide, { id: 0, kind: 7 }) },
          { offset: 1, value: envelope(flag, { id: 1, kind: true }) },
          { offset: 2, value: '{"id":2,"kind":7}' },
          { offset: 3, value: '{"id":3,"kind":true}' },
        ],
      },
    }),
  )

  expect(await ids('numbers')).toEqual([0, 2])
  expect(await ids('flags')).toEqual([1, 3])
})

test('a path leads into structs and objects', async () => {
  const inner = { type: 'struct', optional: true, fields: [{ field: 'b.c', type: 'string' }] }
  const nested = structSchema({ id: 'int32', a: inner })
  await startContainer(database, { ...ROUTED, SINK_RECORD_TO_TABLE_FIELD: 'a.`b.c`' }).deliver(
    kafkaEvent({
      nested: {
        0: [
          { offset: 0, value: envelope(nested, { id: 0, a: { 'b.c': 'book' } }) },
          { offset: 1, value: '{"id":1,"a":{"b.c":"book"}}' },
        ],
      },
    }),
  )

  expect(await ids('books')).toEqual([0, 1])
})

test.each([
  ['unmapped', 'film', 'mapped to no table'],
  ['null', null, 'is missing or null'],
])(
  'a value that is %s stops its topic-partition there, and the others go on',
  async (name, kind, message) => {
    const topic = `stopped_${name}`
    const outcome = await startContainer(database, ROUTED).accept(
      kafkaEvent({
        [topic]: {
          0: [record(0, 'book'), record(1, kind), record(2, 'book')],
          1: [record(5, '7')],
        },
      }),
    )

    expect(outcome.totals).toMatchObject({ delivered: 4, written: 2, held: 2 })
    expect(outcome.faults).toMatchObject([
      { topic, partition: 0, offset: 1, error: { code: 'ERR_RECORD_UNMAPPABLE' } },
    ])
    expect(outcome.failure?.message).toContain(message)
    expect(outcome.failure?.message).toContain('"kind"')
    expect(outcome.failure?.message).not.toContain('film')
    expect(await ids('books')).toEqual([0])
    expect(await ids('numbers')).toEqual([5])
  },
)

test('with tolerance such records are dead letters, in the same transaction', async () => {
  const { totals } = await startContainer(database, TOLERANT).deliver(
    kafkaEvent({
      buried: { 0: [record(0, 'book'), record(1, 'film'), record(2, null), record(3, 'book')] },
    }),
  )

  expect(totals).toMatchObject({ delivered: 4, written: 2, deadLettered: 2 })
  expect(await ids('books')).toEqual([0, 3])
  expect(
    await database.query(
      "SELECT `offset`, errorCode, stage FROM kafka_dead_letters WHERE topic = 'buried' ORDER BY `offset`",
    ),
  ).toEqual([
    { offset: '1', errorCode: 'ERR_RECORD_UNMAPPABLE', stage: 'map' },
    { offset: '2', errorCode: 'ERR_RECORD_UNMAPPABLE', stage: 'map' },
  ])
  expect(await ledgerOf('buried')).toEqual([
    { records: '4', count: '2', filtered: '0', deadLettered: '2' },
  ])
})

test('a letter whose value has a table by now comes back to it', async () => {
  const event = kafkaEvent({ mapped_later: { 0: [record(0, 'book'), record(1, 'film')] } })
  await startContainer(database, TOLERANT).deliver(event)
  const container = startContainer(database, {
    ...TOLERANT,
    SINK_RECORD_TO_TABLE: 'book=books; film=numbers',
  })

  const report = await redrive(container, { topic: 'mapped_later' })

  expect(report).toMatchObject({ found: 1, written: 1, stillBad: [] })
  expect(await ids('numbers')).toEqual([1])
})

test('tombstones are filtered before anything picks a table, also as the first record', async () => {
  const { totals } = await startContainer(database, ROUTED).deliver(
    kafkaEvent({ leading: { 0: [{ offset: 0, value: null }, record(1, 'book')] } }),
  )

  expect(totals).toMatchObject({ written: 1, filtered: 1 })
  expect(await ids('books')).toEqual([1])
})

test.each(['before', 'after'] as const)(
  'a COMMIT cut %s it reached the server writes each row once, in each table',
  async (moment) => {
    const topic = `cut_${moment}`
    database.faults.inject({ match: /^COMMIT/, moment, action: { kind: 'cut' } })
    const container = startContainer(database, ROUTED)

    const { totals } = await container.deliver(
      kafkaEvent({ [topic]: { 0: [record(0, 'book'), record(1, '7')] } }),
    )

    expect(database.faults.fired).toHaveLength(1)
    expect(totals).toMatchObject({ delivered: 2, written: 2 })
    expect(await ids('books')).toEqual([0])
    expect(await ids('numbers')).toEqual([1])
  },
)

test('a record that the database refuses is found among those of its table', async () => {
  await database.query(
    'CREATE TABLE books (id INT, kind VARCHAR(10), UNIQUE KEY (id), SHARD KEY (id))',
  )
  await database.query("INSERT INTO books VALUES (2, 'mine')")

  const { totals } = await startContainer(database, TOLERANT).deliver(
    kafkaEvent({
      refused: {
        0: [record(0, 'book'), record(1, '7'), record(2, 'book')],
        1: [record(3, 'book')],
      },
    }),
  )

  expect(totals).toMatchObject({ written: 3, deadLettered: 1 })
  expect(await ids('books')).toEqual([0, 2, 3])
  expect(await ids('numbers')).toEqual([1])
})

test('a filter drops rows of a table, and each topic-partition accounts for its own', async () => {
  const container = startContainer(database, { ...ROUTED, SINK_FILTER: 'id >= 2' })

  const { totals } = await container.deliver(
    kafkaEvent({
      sieved: {
        0: [record(0, 'book'), record(1, '7'), record(2, 'book')],
        1: [record(1, 'book'), record(3, 'book')],
      },
    }),
  )

  expect(totals).toMatchObject({ delivered: 5, written: 2, filtered: 3 })
  expect(await ids('books')).toEqual([2, 3])
  expect(await ledgerOf('sieved')).toEqual([
    { records: '3', count: '1', filtered: '2', deadLettered: '0' },
    { records: '2', count: '1', filtered: '1', deadLettered: '0' },
  ])
})
