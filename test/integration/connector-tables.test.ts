import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

const required = (type: string) => ({ type, optional: false })
const properties = (lines: Readonly<Record<string, string>>) => ({
  SINK_PROPERTIES: Object.entries(lines)
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .join('\n'),
})

/** A name or a value as a .properties text holds it. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll(/[ :=#!]/g, '\\$&')
}

const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``
const records = (...values: readonly string[]) => values.map((value, offset) => ({ offset, value }))
const deliver = async (
  topic: string,
  values: readonly string[],
  lines: Readonly<Record<string, string>> = {},
) =>
  await startContainer(database, properties(lines)).deliver(
    kafkaEvent({ [topic]: { 0: records(...values) } }),
  )

beforeEach(() => {
  database.statements.clear()
})

describe('EscapingTest', () => {
  const weird = '\\....1234567890,,,\\\\\t!@#$%^&*()-+=;;~[]{};:""qwerty'
  const ledger = `metadata${weird}`
  const lines = {
    'singlestore.tableName.weird': weird,
    'singlestore.metadata.table': ledger,
    [`tableKey.primary.${weird}`]: quoted(weird),
  }
  const schema = structSchema({ [weird]: required('string') })

  test('a name of every sign is a table, a column, a key, the metadata table and a value', async () => {
    const value = envelope(schema, { [weird]: weird })
    const first = await deliver('weird', [value], lines)
    const again = await deliver('weird', [value], lines)

    expect(first.totals.written).toBe(1)
    expect(again.totals).toMatchObject({ written: 0, repeated: 1 })
    expect(await database.query(`SELECT * FROM ${quoted(weird)}`)).toEqual([{ [weird]: weird }])
    const [shown] = await database.query(`SHOW CREATE TABLE ${quoted(weird)}`)
    expect(shown?.['Create Table']).toContain(`(${quoted(weird)})`)
    expect(await database.query(`SELECT id, \`count\` FROM ${quoted(ledger)}`)).toEqual([
      { id: 'weird-0-0', count: '1' },
    ])
  })

  test('a reference table of such a name is known as one, and written where data has another endpoint', async () => {
    const reference = `ref${weird}`
    const child = await database.openChild()
    const address = (at: { readonly host: string; readonly port: number }) =>
      `${at.host}:${at.port}`
    await database.query(`CREATE REFERENCE TABLE ${quoted(reference)} (a INT, PRIMARY KEY (a))`)
    const container = startContainer(database, {
      ...properties({ 'singlestore.tableName.referred': reference }),
      SINGLESTORE_ENDPOINT: '',
      SINGLESTORE_DDL_ENDPOINT: address(database),
      SINGLESTORE_DML_ENDPOINTS: address(child),
    })

    await container.deliver(kafkaEvent({ referred: { 0: records('{"a":1}') } }))

    expect(await database.query(`SELECT a FROM ${quoted(reference)}`)).toEqual([{ a: '1' }])
    expect(database.statements.all.map(({ sql }) => sql)).toContain('COMMIT')
    expect(child.statements.all.map(({ sql }) => sql)).not.toContain('COMMIT')
  })
})

describe('TableKeyTest', () => {
  const schema = structSchema({ id: required('int32') })

  test.each([
    ['primary', { 'tableKey.primary': 'id' }, 'PRIMARY KEY (`id`)', 'PRI'],
    [
      'a primary with a name',
      { 'tableKey.primary.name': 'id' },
      'PRIMARY KEY `name` (`id`)',
      'PRI',
    ],
    ['columnstore', { 'tableKey.columnstore': 'id' }, 'SORT KEY (`id`)', 'MUL'],
    [
      'a columnstore with a name',
      { 'tableKey.columnstore.name': 'id' },
      'KEY `name` (`id`) USING CLUSTERED COLUMNSTORE',
      'MUL',
    ],
    ['unique', { 'tableKey.unique': 'id', 'tableKey.shard': 'id' }, 'UNIQUE KEY (`id`)', 'UNI'],
    [
      'a unique with a name',
      { 'tableKey.unique.name': 'id', 'tableKey.shard': 'id' },
      'UNIQUE KEY `name` (`id`)',
      'UNI',
    ],
    ['shard', { 'tableKey.shard': 'id' }, 'SHARD KEY (`id`)', 'MUL'],
    ['a shard with a name', { 'tableKey.shard.name': 'id' }, 'SHARD KEY `name` (`id`)', 'MUL'],
    ['key', { 'tableKey.key': 'id' }, 'KEY (`id`)', 'MUL'],
    ['a key with a name', { 'tableKey.key.name': 'id' }, 'KEY `name` (`id`)', 'MUL'],
  ])('%s makes the key that it names', async (name, keys, clause, shown) => {
    const topic = `keys_${name.replaceAll(' ', '_')}`
    const { totals } = await deliver(topic, [envelope(schema, { id: 1 })], keys)

    expect(totals.written).toBe(1)
    const created = database.statements.all.map(({ sql }) => sql)
    expect(
      created.find((sql) => sql.startsWith(`CREATE TABLE IF NOT EXISTS \`${topic}\``)),
    ).toContain(clause)
    const described = await database.query(`EXPLAIN \`${topic}\``)
    expect(described.map((column) => column.Key)).toEqual([shown])
  })
})

describe('SingleStoreDialectTest', () => {
  const f3 = {
    type: 'struct',
    optional: false,
    fields: [{ field: 'c1', type: 'double', optional: false }],
  }
  const map = { type: 'map', optional: false, keys: { type: 'string' }, values: { type: 'string' } }

  test.each([
    [
      'a map, a text',
      structSchema({ f1: map, f2: required('string') }),
      { f1: {}, f2: 'x' },
      {},
      ['`f1` JSON NOT NULL', '`f2` TEXT NOT NULL', 'SORT KEY (`f2`)'],
    ],
    ['no struct', '{"type":"string"}', 'x', {}, ['`data` TEXT NOT NULL', 'SORT KEY (`data`)']],
    [
      'no struct with a key',
      '{"type":"string"}',
      'x',
      { 'tableKey.columnstore': 'data' },
      ['`data` TEXT NOT NULL', 'SORT KEY (`data`)'],
    ],
    [
      'mapped columns',
      structSchema({ f1: required('string'), f2: required('int64'), f3 }),
      { f1: 'x', f2: 1, f3: { c1: 1.5 } },
      {
        'singlestore.columnToField.dialect_mapped_columns.c1': 'f1',
        'singlestore.columnToField.dialect_mapped_columns.c2': 'f3.c1',
      },
      ['`c1` TEXT NOT NULL', '`c2` DOUBLE NOT NULL', 'SORT KEY (`c1`)'],
    ],
  ])('%s makes the same table as there', async (name, schema, payload, lines, definitions) => {
    const topic = `dialect_${name.replaceAll(/\W+/g, '_')}`
    const container = startContainer(database, {
      ...properties(lines),
      SINK_TYPE_PROFILE: 'connector',
    })
    const value = envelope(schema, payload)
    await container.deliver(kafkaEvent({ [topic]: { 0: records(value) } }))

    expect(
      database.statements.all
        .map(({ sql }) => sql)
        .find((sql) => sql.startsWith(`CREATE TABLE IF NOT EXISTS \`${topic}\``)),
    ).toBe(`CREATE TABLE IF NOT EXISTS \`${topic}\` (\n  ${definitions.join(',\n  ')}\n)`)
  })
})

describe('TableNameTest', () => {
  const value = envelope(structSchema({ id: required('int32') }), { id: 1 })

  test('a topic without a table name has the table of its own', async () => {
    await deliver('topicName', [value])
    expect(await database.query('SELECT id FROM `topicName`')).toEqual([{ id: '1' }])
  })

  test('a topic with a table name has that one, and none of its own', async () => {
    await deliver('namedTopic', [value], { 'singlestore.tableName.namedTopic': 'tableName' })
    expect(await database.query('SELECT id FROM `tableName`')).toEqual([{ id: '1' }])
    expect(await database.query("SHOW TABLES LIKE 'namedTopic'")).toEqual([])
  })
})

test('FilterTest: only rows that the SQL is true of are written, and the others are counted', async () => {
  const schema = structSchema({ a: required('int32'), b: required('string') })
  const values = [
    { a: 1, b: 'abc' },
    { a: 2, b: 'abcd' },
  ]
  const { totals } = await deliver(
    'filter',
    values.map((value) => envelope(schema, value)),
    { 'singlestore.filter': 'a > 1' },
  )

  expect(totals).toMatchObject({ written: 1, filtered: 1 })
  expect(await database.query('SELECT * FROM filter')).toEqual([{ a: '2', b: 'abcd' }])
})

test('UpsertTest: a row of the same key is replaced', async () => {
  await database.query('CREATE TABLE upsert (id INT PRIMARY KEY, data TEXT)')
  const schema = structSchema({ id: required('int32'), data: required('string') })
  const container = startContainer(database, properties({ 'singlestore.upsert': 'true' }))
  for (const [offset, data] of ['a', 'b'].entries()) {
    const value = envelope(schema, { id: 1, data })
    await container.deliver(kafkaEvent({ upsert: { 0: [{ offset, value }] } }))
  }

  expect(await database.query('SELECT * FROM upsert')).toEqual([{ id: '1', data: 'b' }])
})

test('MiltyTableWriteTest: the field picks the table; what it does not map is kept as a dead letter', async () => {
  const one = structSchema({ tableId: required('string'), c1: required('int32') })
  const two = structSchema({
    tableId: required('string'),
    c3: required('int32'),
    c4: required('string'),
  })
  const { totals } = await deliver(
    'multiTable',
    [
      envelope(one, { tableId: 't1', c1: 10 }),
      envelope(two, { tableId: 't2', c3: 10, c4: 'abc' }),
      envelope(structSchema({ c1: required('int32') }), { c1: 10 }),
      envelope(one, { tableId: 'invalid', c1: 11 }),
    ],
    {
      'singlestore.recordToTable.mappingField': 'tableId',
      'singlestore.recordToTable.mapping.t1': 'multiTableWrite1',
      'singlestore.recordToTable.mapping.t2': 'multiTableWrite2',
      'errors.tolerance': 'all',
    },
  )

  expect(totals).toMatchObject({ delivered: 4, written: 2, deadLettered: 2 })
  expect(await database.query('SELECT * FROM multiTableWrite1')).toEqual([
    { tableId: 't1', c1: '10' },
  ])
  expect(await database.query('SELECT * FROM multiTableWrite2')).toEqual([
    { tableId: 't2', c3: '10', c4: 'abc' },
  ])
  expect(await database.query('SELECT `offset` FROM kafka_dead_letters ORDER BY 1')).toEqual([
    { offset: '2' },
    { offset: '3' },
  ])
})

test('MetadataTableTest: the ledger has the id, the count and the moment of what was written', async () => {
  const clock = async () => (await database.query('SELECT NOW(6) AS now'))[0]?.now ?? ''
  const before = await clock()
  await deliver(
    'checkValues',
    [1, 2].map((payload) => envelope('{"type":"int32"}', payload)),
  )
  const after = await clock()

  const rows = await database.query(
    "SELECT * FROM kafka_connect_transaction_metadata WHERE topic = 'checkValues'",
  )
  expect(rows).toMatchObject([{ id: 'checkValues-0-0', count: '2' }])
  const created = rows[0]?.createdAt ?? ''
  expect([before, created, after].toSorted()).toEqual([before, created, after])
})

test('ConnectionAttributesTest: the server is told who is connected', async () => {
  const container = startContainer(database)
  const minute = () => 60_000
  const connection = await container.parts.sessions.dml(minute)
  const attributes = await connection.select(
    'SELECT * FROM information_schema.MV_CONNECTION_ATTRIBUTES',
    'reading the attributes',
    minute,
  )
  expect(attributes).toContainEqual(
    expect.objectContaining({
      ATTRIBUTE_NAME: '_connector_name',
      ATTRIBUTE_VALUE: 'kafka-singlestore-sink',
    }),
  )
})

test('SingleStoreSinkTaskTest: an event without records writes nothing, and is no error', async () => {
  const { totals } = await startContainer(database).deliver(kafkaEvent({}))
  expect(totals).toMatchObject({ delivered: 0, written: 0 })
  expect(database.statements.all).toEqual([])
})
