import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, JsonText, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
let offsets = 0

async function deliver(
  topic: string,
  values: readonly (string | Uint8Array)[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const records = values.map((value) => ({ offset: offsets++, value }))
  await startContainer(database, environment).deliver(kafkaEvent({ [topic]: { 0: records } }))
}

const texts = [
  '',
  ' ',
  'plain',
  'back\\slash',
  'tab\there',
  'line\nbreak',
  'carriage\rreturn',
  'nul\0inside',
  '\\N',
  '\\n',
  '\\',
  'ends with \\',
  'quote\'s and "quotes"',
  '\u001a',
  'four bytes 😀 𝒳',
  '"; DROP TABLE texts;--',
]

test('every text is stored as it was sent, NULL and empty apart', async () => {
  const schema = structSchema({ id: 'int32', text: 'string' })
  await deliver('texts', [
    ...texts.map((text, id) => envelope(schema, { id, text })),
    envelope(schema, { id: texts.length, text: null }),
  ])

  const rows = await database.query('SELECT id, text FROM texts ORDER BY id')

  expect(rows.map((row) => row.text)).toEqual([...texts, null])
})

test('every byte value is stored in a binary column, and an empty one is not NULL', async () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  const schema = structSchema({ id: 'int32', bytes: 'bytes' })
  await deliver('binaries', [
    envelope(schema, { id: 1, bytes: all.toString('base64') }),
    envelope(schema, { id: 2, bytes: '' }),
    envelope(schema, { id: 3, bytes: null }),
  ])

  const rows = await database.query('SELECT HEX(bytes) AS hex FROM binaries ORDER BY id')

  expect(rows.map((row) => row.hex)).toEqual([all.toString('hex').toUpperCase(), '', null])
})

test('integers and decimals keep every digit', async () => {
  const schema = structSchema({
    big: 'int64',
    decimal: {
      type: 'bytes',
      name: 'org.apache.kafka.connect.data.Decimal',
      parameters: { scale: '17', 'connect.decimal.precision': '38' },
      optional: true,
    },
  })
  await deliver('digits', [
    envelope(schema, new JsonText('{"big":9223372036854775807,"decimal":1.23456789123456789}')),
    envelope(schema, new JsonText('{"big":-9223372036854775808,"decimal":-0.00000000000000001}')),
    envelope(schema, new JsonText('{"big":9007199254740993,"decimal":123456789012345678901.5}')),
  ])

  const rows = await database.query('SELECT big, `decimal` FROM digits ORDER BY big')

  expect(rows).toEqual([
    { big: '-9223372036854775808', decimal: '-0.00000000000000001' },
    { big: '9007199254740993', decimal: '123456789012345678901.50000000000000000' },
    { big: '9223372036854775807', decimal: '1.23456789123456789' },
  ])
})

test('dates and times become columns of their kind, in UTC', async () => {
  const logical = (type: string, name: string) => ({
    type,
    name: `org.apache.kafka.connect.data.${name}`,
    optional: true,
  })
  const schema = structSchema({
    date: logical('int32', 'Date'),
    time: logical('int32', 'Time'),
    timestamp: logical('int64', 'Timestamp'),
  })
  await deliver('temporals', [
    envelope(schema, { date: 19782, time: 86_399_123, timestamp: 1_709_251_199_999 }),
    envelope(schema, { date: -354_285, time: 0, timestamp: -1 }),
  ])

  const rows = await database.query('SELECT * FROM temporals ORDER BY date')

  expect(rows).toEqual([
    { date: '1000-01-01', time: '00:00:00.000000', timestamp: '1969-12-31 23:59:59.999000' },
    { date: '2024-02-29', time: '23:59:59.123000', timestamp: '2024-02-29 23:59:59.999000' },
  ])
})

test('booleans and floating-point numbers are stored as numbers', async () => {
  const schema = structSchema({ flag: 'boolean', float: 'float', double: 'double' })
  await deliver('numbers', [
    envelope(schema, { flag: true, float: 12.5, double: 0.1 }),
    envelope(schema, { flag: false, float: -1.5, double: 1.7976931348623157e308 }),
  ])

  const rows = await database.query('SELECT * FROM numbers ORDER BY flag')

  expect(rows.map((row) => [row.flag, row.float, Number(row.double)])).toEqual([
    ['0', '-1.5', 1.7976931348623157e308],
    ['1', '12.5', 0.1],
  ])
})

test('structs, arrays and maps become JSON with exact numbers', async () => {
  const schema = JSON.stringify({
    type: 'struct',
    fields: [
      {
        field: 'nested',
        type: 'struct',
        fields: [
          { field: 'id', type: 'int64' },
          { field: '__proto__', type: 'string', optional: true },
        ],
      },
      { field: 'list', type: 'array', items: { type: 'string' } },
      { field: 'map', type: 'map', keys: { type: 'string' }, values: { type: 'int64' } },
      { field: 'pairs', type: 'map', keys: { type: 'int32' }, values: { type: 'boolean' } },
    ],
  })
  await deliver('nests', [
    envelope(
      schema,
      new JsonText(
        '{"nested":{"id":9007199254740993,"__proto__":"x\\ty"},"list":["a","\\\\N"],"map":{"k":9007199254740995},"pairs":[[1,true]]}',
      ),
    ),
  ])

  const [row] = await database.query('SELECT * FROM nests')

  expect(row?.nested).toMatch(/"id":\s*9007199254740993/)
  expect(JSON.parse(row?.nested ?? '')).toEqual(
    JSON.parse('{"id":9007199254740992,"__proto__":"x\\ty"}'),
  )
  expect(JSON.parse(row?.list ?? '')).toEqual(['a', '\\N'])
  expect(row?.map).toMatch(/"k":\s*9007199254740995/)
  expect(JSON.parse(row?.pairs ?? '')).toEqual([{ key: 1, value: true }])
})

test('string and bytes values go to one column, data', async () => {
  await deliver('lines', ['first', '', 'tab\tand \\N'], { SINK_VALUE_FORMAT: 'string' })
  await deliver('blobs', [new Uint8Array([0, 255, 10, 9])], { SINK_VALUE_FORMAT: 'bytes' })

  const lines = await database.query('SELECT data FROM `lines` ORDER BY data')
  const blobs = await database.query('SELECT HEX(data) AS hex FROM blobs')

  expect(lines.map((row) => row.data)).toEqual(['', 'first', 'tab\tand \\N'])
  expect(blobs).toEqual([{ hex: '00FF0A09' }])
})

test('schemaless JSON fills the columns of an existing table by name, defaults where a member is absent', async () => {
  await database.query(
    "CREATE TABLE events (id BIGINT, name TEXT, state VARCHAR(20) NOT NULL DEFAULT 'new', at DATETIME(6), extra JSON, amount DECIMAL(30,2))",
  )
  await deliver('events', [
    '{"id":9007199254740993,"name":"a","at":"2024-02-29T23:59:59.5+01:00","extra":{"b":[1]},"amount":12345678901234567890.12}',
    '{"ID":2,"state":"old","extra":"text"}',
    '{"id":3,"extra":null}',
  ])

  const rows = await database.query('SELECT * FROM events ORDER BY id')

  expect(rows).toEqual([
    { id: '2', name: null, state: 'old', at: null, extra: '"text"', amount: null },
    { id: '3', name: null, state: 'new', at: null, extra: null, amount: null },
    {
      id: '9007199254740993',
      name: 'a',
      state: 'new',
      at: '2024-02-29 22:59:59.500000',
      extra: expect.stringMatching(/^\{"b":\s*\[1\]\}$/),
      amount: '12345678901234567890.12',
    },
  ])
})
