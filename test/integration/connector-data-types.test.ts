import { describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import type { ExactRow } from '../support/exact-rows.ts'
import { envelope, JsonText, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

const CONTROLS = '\t\t\t\n\0"\'\\\\\n\t`NULL\\\t\\..<>\n\t\\,@!#$%^&*("\''
const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte)
const AS_TEXT = Buffer.from(EVERY_BYTE).toString('utf8')

/** A value as it stands in the JSON of a record, how the table shows it, and a look at the column where its own is not exact. */
interface DataType {
  readonly schema: Readonly<Record<string, unknown> & { readonly type: string }>
  readonly values: readonly string[]
  readonly shown: readonly string[]
  /** What the connector's table shows, where it is another. */
  readonly shownThere?: readonly string[]
  readonly look?: string
}

const primitive = (type: string, ...values: readonly string[]): DataType => ({
  schema: { type },
  values,
  shown: values,
})
const base64 = (bytes: string | Uint8Array) => JSON.stringify(Buffer.from(bytes).toString('base64'))
const hex = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()
const texts = ['Bob', 'A\n\n\tlice']
const map = { type: 'map', keys: { type: 'string' }, values: { type: 'int32' } }

const types: Readonly<Record<string, DataType>> = {
  int8: primitive('int8', '127', '-128'),
  int16: primitive('int16', '32767', '-32768'),
  int32: primitive('int32', '2147483647', '-2147483648'),
  int64: primitive('int64', '9223372036854775807', '-9223372036854775808'),
  float32: {
    schema: { type: 'float' },
    values: ['3.4028234663852886e38', '1.401298464324817e-45'],
    shown: ['3.4028234663852886e38', '1.401298464324817e-45'].map((text) => String(Number(text))),
    look: 'data + 0e0',
  },
  float64: {
    ...primitive('double', '1.7976931348623157e308', '5e-324'),
    shown: ['1.7976931348623157e308', '5e-324'].map((text) => String(Number(text))),
  },
  boolean: { schema: { type: 'boolean' }, values: ['false', 'true'], shown: ['0', '1'] },
  bytes: {
    schema: { type: 'bytes' },
    values: [base64(CONTROLS), base64(''), base64(EVERY_BYTE)],
    shown: [hex(CONTROLS), '', hex(EVERY_BYTE)],
    look: 'HEX(data)',
  },
  string: {
    schema: { type: 'string' },
    values: [CONTROLS, '', AS_TEXT].map((text) => JSON.stringify(text)),
    shown: [CONTROLS, '', AS_TEXT],
  },
  array: {
    schema: { type: 'array', items: { type: 'string' } },
    values: [JSON.stringify(texts), '[]'],
    shown: [JSON.stringify(texts), '[]'],
  },
  map: {
    schema: map,
    values: ['{"Alice":1,"Bob":2}', '{}'],
    shown: ['{"Alice":1,"Bob":2}', '{}'],
    shownThere: ['[{"key":"Alice","value":1},{"key":"Bob","value":2}]', '[]'],
  },
}

const isJson = (name: string) => name === 'array' || name === 'map'
const isFloat = (name: string) => name.startsWith('float')
const spelt = (name: string, text: string | null | undefined): unknown => {
  if (typeof text !== 'string') return text
  if (isJson(name)) return JSON.parse(text)
  return isFloat(name) ? Number(text) : text
}

let offset = 0
const record = (schema: object, payload: string | null) => {
  offset += 1
  return { offset, value: envelope(JSON.stringify(schema), new JsonText(payload ?? 'null')) }
}

const ordered = async (table: string, what: string): Promise<readonly ExactRow[]> =>
  await database.query(`SELECT ${what} AS shown FROM \`${table}\` ORDER BY kafka_offset`)

const POSITIONED = { SINK_EXTRA_COLUMNS: 'offset' }

describe.each(['lossless', 'connector'] as const)('DataTypesTest, profile %s', (profile) => {
  const container = () => startContainer(database, { SINK_TYPE_PROFILE: profile, ...POSITIONED })

  test.each(Object.entries(types))(
    '%s: every value is stored as it was sent',
    async (name, type) => {
      const topic = `${name}_${profile}`
      const records = type.values.map((value) => record(type.schema, value))
      const expected = (profile === 'connector' && type.shownThere) || type.shown

      const { totals } = await container().deliver(kafkaEvent({ [topic]: { 0: records } }))

      expect(totals.written).toBe(type.values.length)
      const rows = await ordered(topic, type.look ?? 'data')
      expect(rows.map(({ shown }) => spelt(name, shown))).toEqual(
        expected.map((text) => spelt(name, text)),
      )
    },
  )

  test.each(Object.entries(types))(
    '%s: optional, NULL stands beside values',
    async (name, type) => {
      const topic = `${name}_optional_${profile}`
      const schema = {
        type: 'struct',
        fields: [{ field: 'data', ...type.schema, optional: true }],
      }
      const payloads = [...type.values.map((value) => `{"data":${value}}`), '{"data":null}', '{}']
      const records = payloads.map((payload) => record(schema, payload))

      await container().deliver(kafkaEvent({ [topic]: { 0: records } }))

      const nulls = (await ordered(topic, 'data IS NULL')).map(({ shown }) => shown)
      expect(nulls).toEqual([...type.values.map(() => '0'), '1', '1'])
    },
  )

  test('struct: inside of a struct it is JSON, and NULL where it is null', async () => {
    const inner = { type: 'struct', optional: true, fields: [{ field: 'name', type: 'string' }] }
    const schema = { type: 'struct', fields: [{ field: 'data', ...inner }] }
    const topic = `struct_${profile}`
    const records = [record(schema, '{"data":{"name":"Archie"}}'), record(schema, '{"data":null}')]

    await container().deliver(kafkaEvent({ [topic]: { 0: records } }))

    const rows = await ordered(topic, 'data')
    expect(rows.map(({ shown }) => shown && JSON.parse(shown))).toEqual([{ name: 'Archie' }, null])
  })
})

test('a null with a schema is a delete, whatever the schema: it is counted, and no row of NULL', async () => {
  const optional = { type: 'int8', optional: true }
  const records = [record(optional, '-128'), record(optional, '127'), record(optional, null)]

  const { totals } = await startContainer(database).deliver(kafkaEvent({ nulls: { 0: records } }))

  expect(totals).toMatchObject({ delivered: 3, written: 2, filtered: 1 })
  expect(await database.query('SELECT COUNT(*) AS n FROM nulls')).toEqual([{ n: '2' }])
})

test('schemaless: an object fills the columns of its members, whatever its types', async () => {
  await database.query(
    'CREATE TABLE schemaless (`boolean` BOOL, `int` INT, `long` BIGINT, `float` FLOAT, `double` DOUBLE, `bytes` BLOB, `string` TEXT, `array` JSON, `map` JSON)',
  )
  const members = [
    '"boolean":false,"int":10,"long":9223372036854775807,"float":10.1,"double":10.1,"bytes":"abc"',
    `"string":${JSON.stringify('ab\\\t\nc')},"array":["asd","bcd"],"map":{"c1":"v1","c2":"v2"}`,
  ]
  await startContainer(database).deliver(
    kafkaEvent({ schemaless: { 0: [{ offset: 0, value: `{${members.join()}}` }] } }),
  )

  const [row] = await database.query('SELECT * FROM schemaless')
  expect(row).toMatchObject({
    boolean: '0',
    int: '10',
    long: '9223372036854775807',
    float: '10.1',
    double: '10.1',
    bytes: `0x${hex('abc')}`,
    string: 'ab\\\t\nc',
  })
  expect(JSON.parse(row?.array ?? '')).toEqual(['asd', 'bcd'])
  expect(JSON.parse(row?.map ?? '')).toEqual({ c1: 'v1', c2: 'v2' })
})

describe('ValueWithSchemaTest', () => {
  test('the columns of a value are its fields, its members, or one', async () => {
    const three = structSchema({ c1: 'string', c2: 'string', c3: 'string' })
    const values = { c1: 'v1', c2: 'v2', c3: 'v2' }
    await database.query('CREATE TABLE members (c3 TEXT, c2 TEXT, c1 TEXT)')
    await database.query('CREATE TABLE one_value (data INT)')
    const named = '{"type":"string","name":"col1"}'
    await startContainer(database).deliver(
      kafkaEvent({
        fields: { 0: [{ offset: 0, value: envelope(three, values) }] },
        members: { 0: [{ offset: 0, value: JSON.stringify(values) }] },
        one_value: { 0: [{ offset: 0, value: '1' }] },
        named: { 0: [{ offset: 0, value: envelope(named, 'asd') }] },
      }),
    )

    expect(await database.query('SELECT * FROM fields')).toEqual([values])
    expect(await database.query('SELECT * FROM members')).toEqual([values])
    expect(await database.query('SELECT * FROM one_value')).toEqual([{ data: '1' }])
    expect(await database.query('SELECT * FROM named')).toEqual([{ data: 'asd' }])
  })

  test('a value without a field is refused: no row has no column', async () => {
    const outcome = await startContainer(database, { SINK_ERRORS_TOLERANCE: 'all' }).deliver(
      kafkaEvent({ hollow: { 0: [{ offset: 0, value: envelope(structSchema({}), {}) }] } }),
    )
    expect(outcome.totals).toMatchObject({ delivered: 1, written: 0, deadLettered: 1 })
  })
})
