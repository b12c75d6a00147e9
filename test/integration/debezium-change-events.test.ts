import { expect, test } from 'vitest'
import { changeEvent, eventPayload, OWN_EVENTS } from '../support/change-event.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

const rows = async (table: string) =>
  await database.query(`SELECT id, name FROM \`${table}\` ORDER BY id`)

const ledger = async (topic: string) =>
  await database.query(
    `SELECT records, \`count\`, filtered, deadLettered FROM kafka_connect_transaction_metadata WHERE topic = '${topic}' ORDER BY sequence`,
  )

const tables = async () =>
  (
    await database.query(
      'SELECT TABLE_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()',
    )
  ).map((row) => row.TABLE_NAME)

/** One record after the other from offset 0 on. */
const inOrder = (values: readonly (string | null)[]) => ({
  0: values.map((value, offset) => ({ offset, value })),
})

test('the table is made of the row, not of the envelope, and creates, updates and reads land in it', async () => {
  const topic = 'shop.public.customers'
  const container = startContainer(database, { SINK_TABLE_KEYS: 'KEY=id' })
  const { totals } = await container.deliver(
    kafkaEvent({
      [topic]: inOrder([
        changeEvent('d', { before: { id: 1, name: 'gone' } }),
        changeEvent('r', { after: { id: 1, name: 'read' } }),
        changeEvent('c', { after: { id: 2, name: 'created' } }),
        changeEvent('u', { before: { id: 3, name: 'old' }, after: { id: 3, name: null } }),
        changeEvent('t'),
        changeEvent('m'),
        null,
      ]),
    }),
  )

  expect(totals).toMatchObject({ delivered: 7, written: 3, filtered: 4 })
  expect(await rows(topic)).toEqual([
    { id: '1', name: 'read' },
    { id: '2', name: 'created' },
    { id: '3', name: null },
  ])
  expect(await ledger(topic)).toEqual([
    { records: '7', count: '3', filtered: '4', deadLettered: '0' },
  ])
  const columns = await database.query(
    `SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '${topic}'`,
  )
  expect(columns.map((column) => column.COLUMN_NAME)).toEqual(['id', 'name'])
})

test('without schemas, events land in the table that is there', async () => {
  await database.query('CREATE TABLE plain (id INT, name VARCHAR(20), SHARD KEY (id))')
  const values = [
    eventPayload('c', { after: { id: 1, name: 'created' } }),
    eventPayload('d', { before: { id: 1, name: 'created' } }),
    { id: 2, name: 'rewritten', __deleted: 'true' },
  ]
  const { totals } = await startContainer(database).deliver(
    kafkaEvent({ plain: inOrder(values.map((value) => JSON.stringify(value))) }),
  )
  expect(totals).toMatchObject({ written: 1, filtered: 2 })
  expect(await rows('plain')).toEqual([{ id: '1', name: 'created' }])
})

const row = structSchema({ id: 'int32', name: 'string' })
const rewritten = structSchema({ id: 'int32', name: 'string', __deleted: 'string' })
const DELETES = [
  null,
  '{"schema":null,"payload":null}',
  envelope(row, null),
  envelope(rewritten, { id: 4, name: 'x', __deleted: 'true' }),
  changeEvent('d', { before: { id: 5, name: 'x' } }),
]

test('deletes in all their shapes are counted as filtered, with one warning, and make no table', async () => {
  const container = startContainer(database)
  await container.deliver(kafkaEvent({ deleted: inOrder(DELETES.slice(0, 3)) }))
  const { totals } = await container.deliver(
    kafkaEvent({ deleted: { 1: inOrder(DELETES)[0] }, rewritten: inOrder(DELETES) }),
  )

  expect(totals).toMatchObject({ delivered: 10, written: 0, filtered: 10 })
  expect(await tables()).not.toContain('deleted')
  expect(await tables()).not.toContain('rewritten')
  expect(await ledger('rewritten')).toEqual([
    { records: '5', count: '0', filtered: '5', deadLettered: '0' },
  ])
  expect(container.warnings.filter((text) => text.startsWith('Deletes'))).toHaveLength(1)
})

test('a rewritten row that lives is written with what it says of its deletion', async () => {
  const alive = envelope(rewritten, { id: 1, name: 'alive', __deleted: 'false' })
  const { totals } = await startContainer(database).deliver(
    kafkaEvent({ alive: inOrder([DELETES[3] ?? null, alive]) }),
  )
  expect(totals).toMatchObject({ written: 1, filtered: 1 })
  expect(await database.query('SELECT id, __deleted FROM alive')).toEqual([
    { id: '1', __deleted: 'false' },
  ])
})

test.each([
  ['schema changes', 'schema-change', 'with'],
  ['heartbeats', 'heartbeat', 'with'],
  ['transaction boundaries', 'transaction', 'with'],
  ['notifications', 'notification', 'with'],
  ['Logical messages', 'message', 'with'],
  ['schema changes', 'schema-change', 'without'],
  ['heartbeats', 'heartbeat', 'without'],
  ['transaction boundaries', 'transaction', 'without'],
] as const)(
  '%s of Debezium (%s, %s schemas) make no table and are counted',
  async (named, reason, schemas) => {
    const { schema, payload } = OWN_EVENTS[reason]
    const topic = `${reason === 'heartbeat' ? '__debezium-heartbeat' : 'shop'}.${reason}.${schemas}`
    const value = schemas === 'with' ? envelope(schema, payload) : JSON.stringify(payload)
    const container = startContainer(database)

    const { totals } = await container.deliver(kafkaEvent({ [topic]: inOrder([value, value]) }))
    await container.deliver(kafkaEvent({ [topic]: { 1: [{ offset: 0, value }] } }))

    expect(totals).toMatchObject({ delivered: 2, written: 0, filtered: 2 })
    expect(await tables()).not.toContain(topic)
    expect(await ledger(topic)).toHaveLength(2)
    expect(container.warnings.filter((text) => text.includes(named))).toHaveLength(1)
  },
)

test('business records that use the words of Debezium are rows, whatever they say', async () => {
  const audit = structSchema({
    id: 'int32',
    op: 'string',
    source: 'string',
    before: 'string',
    after: 'string',
  })
  const bank = JSON.stringify({
    type: 'struct',
    optional: false,
    name: 'com.bank.TransactionMetadataValue',
    fields: [
      { field: 'id', type: 'int32' },
      { field: 'amount', type: 'string' },
    ],
  })
  const change = { source: 'web', before: 'draft', after: 'paid' }
  const operations = ['c', 'd', 't', 'm', 'buy'].map((op, id) => ({ id, op, ...change }))
  await database.query(
    'CREATE TABLE notes (id INT, op TEXT, source JSON, `before` TEXT, `after` TEXT)',
  )
  const { totals } = await startContainer(database).deliver(
    kafkaEvent({
      audit: inOrder(operations.map((operation) => envelope(audit, operation))),
      bank: inOrder([envelope(bank, { id: 1, amount: '12.50' })]),
      notes: inOrder(
        operations.map((operation) => JSON.stringify({ ...operation, source: { by: 'web' } })),
      ),
    }),
  )

  expect(totals).toMatchObject({ delivered: 11, written: 11, filtered: 0 })
  for (const table of ['audit', 'notes']) {
    expect(await database.query(`SELECT op, \`after\` FROM ${table} ORDER BY id`)).toEqual(
      operations.map(({ op, after }) => ({ op, after })),
    )
  }
  expect(await database.query('SELECT amount FROM bank')).toEqual([{ amount: '12.50' }])
})

test('an event that cannot be followed is a dead letter, and its neighbours are written', async () => {
  const { totals } = await startContainer(database, { SINK_ERRORS_TOLERANCE: 'all' }).deliver(
    kafkaEvent({
      strange: inOrder([
        changeEvent('x', { after: { id: 1, name: null } }),
        changeEvent('c', { after: { id: 2, name: 'written' } }),
        changeEvent('u'),
      ]),
    }),
  )
  expect(totals).toMatchObject({ written: 1, deadLettered: 2 })
  expect(await rows('strange')).toEqual([{ id: '2', name: 'written' }])
})
