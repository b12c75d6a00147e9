import { describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

type Environment = Readonly<Record<string, string>>

/** One event of a topic's records, taken by a container of these settings. */
async function deliver(
  environment: Environment,
  topic: string,
  ...records: readonly Omit<RecordSpec, 'offset'>[]
) {
  const specs = records.map((record, offset) => ({ ...record, offset }))
  const container = startContainer(database, environment)
  return await container.deliver(kafkaEvent({ [topic]: { 0: specs } }))
}

const inner = JSON.parse(structSchema({ c1: { type: 'string' } }))
const nested = structSchema({
  f1: { type: 'boolean' },
  f2: { type: 'int8' },
  f3: { ...inner, optional: true },
})

/** Back-quotes around a name, its own doubled: the same in SQL and in options. */
const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``

async function typesOf(table: string) {
  const rows = await database.query(
    `SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '${database.database}' AND TABLE_NAME = '${table}' ORDER BY ORDINAL_POSITION`,
  )
  return Object.fromEntries(
    rows.map(({ COLUMN_NAME, COLUMN_TYPE }) => [COLUMN_NAME, COLUMN_TYPE?.toLowerCase()]),
  )
}

describe('columns that are mapped to fields', () => {
  test('are created and filled from paths, and nothing else is written', async () => {
    const mapping = {
      SINK_PROPERTIES: [
        'singlestore.columnToField.schemaMapping.c1=f1',
        'singlestore.columnToField.schemaMapping.c2=f3.c1',
      ].join('\n'),
    }
    await deliver(
      mapping,
      'schemaMapping',
      { value: envelope(nested, { f1: true, f2: 10, f3: { c1: 'v1' } }) },
      { value: envelope(nested, { f1: false, f2: 10, f3: null }) },
    )
    expect(await database.query('SELECT * FROM schemaMapping ORDER BY c1 DESC')).toEqual([
      { c1: '1', c2: 'v1' },
      { c1: '0', c2: null },
    ])
  })

  test('are found in JSON without a schema', async () => {
    await database.query('CREATE TABLE nested_json (city LONGTEXT, id INT, more JSON)')
    const mapping = {
      SINK_VALUE_FORMAT: 'json',
      SINK_COLUMN_TO_FIELD:
        'nested_json.city=customer.address.city; nested_json.id=id; nested_json.more=customer.more',
    }
    await deliver(
      mapping,
      'nested_json',
      { value: '{"id":1,"customer":{"address":{"city":"Ulm"},"more":{"a":1}},"else":1}' },
      { value: '{"id":2,"customer":null}' },
      { value: '{"id":3}' },
    )
    expect(await database.query('SELECT * FROM nested_json ORDER BY id')).toEqual([
      { id: '1', city: 'Ulm', more: '{"a":1}' },
      { id: '2', city: null, more: null },
      { id: '3', city: null, more: null },
    ])
  })

  test('may have any name, and so may tables and fields', async () => {
    const [table, column, field] = ['a.b`c;=', 'x.y`z; =', 'f.1`.g=']
    const schema = structSchema({ [field]: JSON.parse(structSchema({ [column]: 'string' })) })
    await deliver(
      {
        SINK_TABLE_NAMES: `odd_names=${quoted(table)}`,
        SINK_COLUMN_TO_FIELD: `${quoted(table)}.${quoted(column)}=${quoted(field)}.${quoted(column)}`,
      },
      'odd_names',
      { value: envelope(schema, { [field]: { [column]: 'v' } }) },
    )
    expect(await database.query(`SELECT * FROM ${quoted(table)}`)).toEqual([{ [column]: 'v' }])
  })

  test('that a schema lacks make its records bad, named with their path', async () => {
    const mapping = {
      SINK_COLUMN_TO_FIELD: 'lacking.c1=f1; lacking.c2=f3.c1',
      SINK_ERRORS_TOLERANCE: 'all',
      SINK_DEAD_LETTER_TABLE: 'letters_of_lacking',
    }
    const { totals } = await deliver(
      mapping,
      'lacking',
      { value: envelope(nested, { f1: true, f2: 1, f3: { c1: 'v1' } }) },
      { value: envelope(structSchema({ f1: 'boolean' }), { f1: true }) },
    )
    expect(totals).toMatchObject({ written: 1, deadLettered: 1 })
    const [letter] = await database.query('SELECT * FROM letters_of_lacking')
    expect(Object.values(letter ?? {}).join(' ')).toContain('"f3.c1"')
  })
})

describe('the whitelist', () => {
  const people = structSchema({ id: 'int32', age: 'int32', name: 'string', job: 'string' })
  const john = { id: 1, age: 25, name: 'John', job: 'teacher' }
  const whitelist = { SINK_PROPERTIES: 'fields.whitelist=age,name,nonexisting' }

  test('decides which columns a table is created with', async () => {
    await deliver(whitelist, 'whitelisted', { value: envelope(people, john) })
    expect(await database.query('SELECT * FROM whitelisted')).toEqual([{ age: '25', name: 'John' }])
  })

  test('keeps members of JSON without a schema', async () => {
    await database.query('CREATE TABLE whitelisted_json (name LONGTEXT, age INT)')
    await deliver(whitelist, 'whitelisted_json', { value: JSON.stringify(john) })
    expect(await database.query('SELECT * FROM whitelisted_json')).toEqual([
      { age: '25', name: 'John' },
    ])
  })
})

test('names full of signs are escaped in the table, the column, its key and the ledger', async () => {
  const odd = '\\....12,,,\\\\\t!@#$%^&*()-+=;;~[]{};:""qwerty'
  await deliver(
    {
      SINK_TABLE_NAMES: `weird=${quoted(odd)}`,
      SINK_TABLE_KEYS: `PRIMARY.${quoted(odd)}=${quoted(odd)}`,
      SINK_METADATA_TABLE: `metadata${odd}`,
    },
    'weird',
    { value: envelope(structSchema({ [odd]: 'string' }), { [odd]: odd }) },
  )
  expect(await database.query(`SELECT * FROM ${quoted(odd)}`)).toEqual([{ [odd]: odd }])
  const ledger = `SELECT id, count FROM ${quoted(`metadata${odd}`)}`
  expect(await database.query(ledger)).toEqual([{ id: 'weird-0-0', count: '1' }])
})

describe('extra columns', () => {
  const extra = { SINK_EXTRA_COLUMNS: 'topic, partition, offset=position, timestamp, key, headers' }
  const schema = structSchema({ id: 'int32' })
  const records = [
    {
      value: envelope(schema, { id: 1 }),
      key: envelope(structSchema({ tenant: 'string' }), { tenant: 'a' }),
      timestamp: 1_700_000_000_123,
      headers: [{ trace: Buffer.from('é') }, { raw: Uint8Array.of(255) }],
    },
    { value: envelope(schema, { id: 2 }), timestamp: -1 },
  ]
  const rows = [
    {
      kafka_partition: '0',
      position: '0',
      kafka_timestamp: '2023-11-14 22:13:20.123000',
      kafka_key: '{"tenant":"a"}',
      kafka_headers: '[{"name":"trace","value":"é"},{"name":"raw","base64":"/w=="}]',
    },
    { position: '1', kafka_timestamp: null, kafka_key: null, kafka_headers: '[]' },
  ]

  test.each(['lossless', 'connector'])(
    'are created and filled, in the profile %s',
    async (profile) => {
      const topic = `extra_${profile}`
      await deliver({ ...extra, SINK_TYPE_PROFILE: profile }, topic, ...records)
      expect(await typesOf(topic)).toEqual({
        id: 'int(11)',
        kafka_topic: 'varchar(249)',
        kafka_partition: 'int(11)',
        position: 'bigint(20)',
        kafka_timestamp: 'datetime(6)',
        kafka_key: expect.stringMatching(/json|longtext/),
        kafka_headers: expect.stringMatching(/json|longtext/),
      })
      expect(await database.query(`SELECT * FROM ${topic} ORDER BY id`)).toMatchObject(
        rows.map((row, index) => ({ id: String(index + 1), kafka_topic: topic, ...row })),
      )
    },
  )

  test('are filled beside JSON without a schema', async () => {
    await database.query(
      'CREATE TABLE extra_json (id INT, kafka_key LONGTEXT, position BIGINT, kafka_headers JSON)',
    )
    await deliver(
      { SINK_EXTRA_COLUMNS: 'offset=position, key, headers' },
      'extra_json',
      { value: '{"id":1}', key: '{"tenant":"a"}' },
      { value: '{"id":2}', key: '"text"', headers: [{ a: Buffer.from('b') }] },
      { value: '{"id":3}' },
    )
    expect(await database.query('SELECT * FROM extra_json ORDER BY id')).toEqual([
      { id: '1', kafka_key: '{"tenant":"a"}', position: '0', kafka_headers: '[]' },
      {
        ...{ id: '2', kafka_key: 'text', position: '1' },
        kafka_headers: '[{"name":"a","value":"b"}]',
      },
      { id: '3', kafka_key: null, position: '2', kafka_headers: '[]' },
    ])
  })

  test('do not take the place of a field: the record is bad', async () => {
    const record = {
      value: envelope(structSchema({ kafka_topic: 'string' }), { kafka_topic: 'x' }),
    }
    await expect(deliver(extra, 'extra_taken', record)).rejects.toMatchObject({
      code: 'ERR_RECORD_UNMAPPABLE',
      message: expect.stringContaining('SINK_EXTRA_COLUMNS'),
    })
  })
})

describe("columns of the record's key", () => {
  const value = envelope(structSchema({ name: 'string' }), { name: 'x' })
  const keyed = { SINK_KEY_COLUMNS: 'of_struct=tenant,id; of_json=tenant,id; id' }

  test('are created from its schema, and may be the key of the table', async () => {
    const key = structSchema({ id: { type: 'int64' }, tenant: { type: 'string' } })
    await deliver({ ...keyed, SINK_TABLE_KEYS: 'PRIMARY=tenant,id' }, 'of_struct', {
      value,
      key: envelope(key, { id: 7, tenant: 'a' }),
    })
    expect(await typesOf('of_struct')).toMatchObject({
      name: 'longtext',
      tenant: 'varchar(255)',
      id: 'bigint(20)',
    })
    expect(await database.query('SELECT * FROM of_struct')).toEqual([
      { name: 'x', tenant: 'a', id: '7' },
    ])
  })

  test('are one for a key that is one value', async () => {
    const record = { value, key: 'k-1' }
    await deliver({ ...keyed, SINK_KEY_FORMAT: 'string' }, 'of_text', record)
    expect(await database.query('SELECT * FROM of_text')).toEqual([{ name: 'x', id: 'k-1' }])
  })

  test('are filled beside JSON without a schema, where the value has none of their name', async () => {
    await database.query('CREATE TABLE of_json (tenant LONGTEXT, id INT, name LONGTEXT)')
    await deliver(
      keyed,
      'of_json',
      { value: '{"name":"x"}', key: '{"id":7,"tenant":"a"}' },
      { value: '{"id":8,"name":"y"}', key: '{"id":7,"tenant":"a"}' },
      { value: '{"id":9}' },
    )
    expect(await database.query('SELECT * FROM of_json ORDER BY id')).toEqual([
      { tenant: 'a', id: '7', name: 'x' },
      { tenant: 'a', id: '8', name: 'y' },
      { tenant: null, id: '9', name: null },
    ])
  })

  test('are no reason to guess a type where no key tells it', async () => {
    await expect(deliver(keyed, 'of_nothing', { value, key: null })).rejects.toMatchObject({
      code: 'ERR_TABLE_MISSING',
      message: expect.stringContaining('SINK_KEY_COLUMNS'),
    })
  })
})
