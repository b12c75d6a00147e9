import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { framed } from '../support/framing.ts'
import { envelope, JsonText, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { useRegistries } from '../support/registries.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const registries = await useRegistries()

const debezium = (type: string, name: string) => ({
  type,
  optional: true,
  name: `io.debezium.${name}`,
})
const schema = structSchema({
  id: 'int32',
  stamp: debezium('int64', 'time.MicroTimestamp'),
  nanos: debezium('int64', 'time.NanoTimestamp'),
  day: debezium('int32', 'time.Date'),
  time: debezium('int64', 'time.MicroTime'),
  price: {
    type: 'bytes',
    optional: true,
    name: 'org.apache.kafka.connect.data.Decimal',
    parameters: { scale: '3' },
  },
  tiny: 'int64',
  narrow: 'double',
  wide: 'double',
  texted: 'string',
  zoned: debezium('string', 'time.ZonedTimestamp'),
  nested: { type: 'array', optional: true, items: { type: 'double', optional: true } },
})
const columns =
  'id INT, stamp DATETIME(6), nanos DATETIME(6), day DATE, time TIME(6), price DECIMAL(5,2), tiny TINYINT UNSIGNED, ' +
  'narrow FLOAT, wide DOUBLE, texted DECIMAL(5,2), zoned DATETIME, nested JSON'

const high = new JsonText(
  '{"id":1,"stamp":9223372036825200000,"nanos":9223372036854775807,"day":2147483647,"time":3020400000000,' +
    '"price":99999.999,"tiny":256,"narrow":1e300,"wide":"Infinity","texted":"POSITIVE_INFINITY",' +
    '"zoned":"+292278994-08-16T23:00:00Z","nested":["Infinity",1]}',
)
const low = new JsonText(
  '{"id":2,"stamp":-9223372036832400000,"nanos":-9223372036854775808,"day":-2147483648,"time":-3020400000000,' +
    '"price":-1.239,"tiny":-1,"narrow":-1e300,"wide":"NaN","texted":"NEGATIVE_INFINITY",' +
    '"zoned":"-0044-03-15T12:00:00Z","nested":["NaN",null]}',
)

async function deliver(
  table: string,
  values: readonly string[],
  environment: Readonly<Record<string, string>>,
) {
  const records = values.map((value, offset) => ({ offset, value }))
  return await startContainer(database, environment).deliver(
    kafkaEvent({ [table]: { 0: records } }),
  )
}

test('clamp writes the nearest value that each column holds', async () => {
  await database.query(`CREATE TABLE clamped (${columns})`)
  await deliver('clamped', [envelope(schema, high), envelope(schema, low)], {
    SINK_OUT_OF_RANGE: 'clamp',
  })

  const [most, least] = await database.query(
    'SELECT *, CAST(wide AS CHAR) AS wide FROM clamped ORDER BY id',
  )

  expect({ ...most, nested: most?.nested?.replaceAll(' ', '') }).toEqual({
    id: '1',
    stamp: '9999-12-31 23:59:59.999999',
    nanos: '9999-12-31 23:59:59.999999',
    day: '9999-12-31',
    time: '838:59:59.000000',
    price: '999.99',
    tiny: '255',
    narrow: expect.stringMatching(/^3\.40282/),
    wide: '1.7976931348623157e308',
    texted: '999.99',
    zoned: '9999-12-31 23:59:59',
    nested: '[1.7976931348623157e+308,1]',
  })
  expect({ ...least, nested: least?.nested?.replaceAll(' ', '') }).toEqual({
    id: '2',
    stamp: '1000-01-01 00:00:00.000000',
    nanos: '1000-01-01 00:00:00.000000',
    day: '1000-01-01',
    time: '-838:59:59.000000',
    price: '-1.23',
    tiny: '0',
    narrow: expect.stringMatching(/^-3\.40282/),
    wide: null,
    texted: '-999.99',
    zoned: '1000-01-01 00:00:00',
    nested: '[null,null]',
  })
})

test('null writes NULL in their place, and the rest of the row as it is', async () => {
  await database.query(`CREATE TABLE nulled (${columns})`)
  await deliver('nulled', [envelope(schema, high), envelope(schema, low)], {
    SINK_OUT_OF_RANGE: 'null',
  })

  const rows = await database.query('SELECT * FROM nulled ORDER BY id')

  for (const [index, row] of rows.entries()) {
    const { id, nested, ...others } = row
    expect(id).toBe(String(index + 1))
    expect(nested?.replaceAll(' ', '')).toBe(index === 0 ? '[null,1]' : '[null,null]')
    expect(new Set(Object.values(others))).toEqual(new Set([null]))
  }
})

test('by default the record is refused by the name of its column, before the server refuses a row', async () => {
  await database.query(`CREATE TABLE rejected (${columns})`)
  const payloads = [high, low].flatMap(({ text }) =>
    [...text.matchAll(/"(\w+)":(\[.*?\]|"[^"]*"|[^,}]+)/g)]
      .filter(([, name]) => name !== 'id')
      .map(([member, name]) => [name, `{${member}}`] as const),
  )
  expect(payloads).toHaveLength(22)
  const { totals } = await deliver(
    'rejected',
    [
      ...payloads.map(([, payload]) => envelope(schema, new JsonText(payload))),
      ...Array.from({ length: 30 }, (_, id) => envelope(schema, { id })),
    ],
    { SINK_ERRORS_TOLERANCE: 'all' },
  )

  const letters = await database.query(
    "SELECT errorCode, errorMessage, stage FROM kafka_dead_letters WHERE topic = 'rejected' ORDER BY `offset`",
  )

  expect(totals).toMatchObject({ written: 30, deadLettered: 22 })
  for (const [index, letter] of letters.entries()) {
    expect(letter).toMatchObject({ errorCode: 'ERR_RECORD_OUT_OF_RANGE', stage: 'map' })
    expect(letter.errorMessage).toContain(`"${payloads[index]?.[0]}"`)
  }
})

test("Debezium's placeholder for an unchanged value is refused with the mend, or NULL", async () => {
  const unchanged = structSchema({
    id: 'int32',
    body: 'string',
    raw: 'bytes',
    doc: debezium('string', 'data.Json'),
    list: { type: 'array', optional: true, items: { type: 'string', optional: true } },
    uuids: { type: 'array', optional: true, items: debezium('string', 'data.Uuid') },
    counts: { type: 'array', optional: true, items: { type: 'int32' } },
    place: {
      type: 'struct',
      optional: true,
      name: 'io.debezium.data.geometry.Point',
      fields: ['x', 'y'].map((field) => ({ field, type: 'double' })),
    },
  })
  const placeholder = '__debezium_unavailable_value'
  const values = [
    { id: 1, body: placeholder },
    { id: 2, raw: Buffer.from(placeholder).toString('base64') },
    { id: 3, doc: placeholder },
    { id: 4, list: [placeholder] },
    { id: 5, uuids: ['b68a35a7-17ad-35b3-af2a-ae46edb4545a'] },
    { id: 6, counts: [...Buffer.from(placeholder)] },
    { id: 7, place: { x: -99_999_999, y: -99_999_999 } },
  ]
  const nowhere = [{}, { SINK_OUT_OF_RANGE: 'clamp' }]
  for (const [value, environment] of values.flatMap((value) =>
    nowhere.map((environment) => [value, environment] as const),
  )) {
    await expect(
      deliver('unchanged', [envelope(unchanged, value)], environment),
    ).rejects.toMatchObject({
      code: 'ERR_RECORD_OUT_OF_RANGE',
      message: expect.stringContaining('REPLICA IDENTITY FULL'),
    })
  }
  await deliver(
    'unchanged_values',
    values.map((value) => envelope(unchanged, value)),
    { SINK_OUT_OF_RANGE: 'null' },
  )

  expect(
    await database.query(
      'SELECT COUNT(*) AS n, COUNT(body) + COUNT(raw) + COUNT(doc) + COUNT(list) AS texts, COUNT(uuids) + COUNT(counts) + COUNT(place) AS others FROM unchanged_values',
    ),
  ).toEqual([{ n: '7', texts: '0', others: '0' }])
})

test.each(['reject', 'null', 'clamp'])(
  "under upsert Debezium's placeholder overwrites nothing: %s",
  async (policy) => {
    const table = `kept_${policy}`
    await database.query(
      `CREATE TABLE ${table} (id INT NOT NULL PRIMARY KEY, body LONGTEXT, doc JSON)`,
    )
    await database.query(`INSERT INTO ${table} VALUES (1, 'stored', '{"a":"stored"}')`)
    const [body, fine] = ['__debezium_unavailable_value', 'fine']
    const row = structSchema({ id: 'int32', body: 'string', doc: debezium('string', 'data.Json') })
    const values = [
      envelope(row, { id: 1, body, doc: '{}' }),
      JSON.stringify({ id: 1, body, doc: {} }),
      JSON.stringify({ id: 1, body: fine, doc: { a: body } }),
    ]
    const { totals } = await deliver(table, [...values, envelope(row, { id: 2, body: fine })], {
      SINK_UPSERT: 'true',
      SINK_OUT_OF_RANGE: policy,
      SINK_ERRORS_TOLERANCE: 'all',
    })

    expect(totals).toMatchObject({ written: 1, deadLettered: 3 })
    expect(await database.query(`SELECT id, body FROM ${table} ORDER BY id`)).toEqual([
      { id: '1', body: 'stored' },
      { id: '2', body: fine },
    ])
    const letters = await database.query(
      `SELECT errorCode, errorMessage FROM kafka_dead_letters WHERE topic = '${table}'`,
    )
    for (const letter of letters) {
      expect(letter).toMatchObject({
        errorCode: 'ERR_RECORD_OUT_OF_RANGE',
        errorMessage: expect.stringMatching(/REPLICA IDENTITY FULL.*SINK_UPSERT/),
      })
    }
  },
)

test('a date that is clamped in a column of bytes leaves its neighbours whole', async () => {
  const members = { year: 'int32', month: 'int32', day: 'int32', specialValue: 'string' }
  const day = {
    type: 'struct',
    optional: true,
    name: 'io.debezium.time.StructuredDate',
    fields: Object.entries(members).map(([field, type]) => ({ field, type, optional: true })),
  }
  const raw = structSchema({ id: 'int32', day })
  const values = [
    { id: 1, day: { year: 2024, month: 1, day: 1 } },
    { id: 2, day: { specialValue: 'POSITIVE_INFINITY' } },
    { id: 3, day: { year: 999, month: 1, day: 1 } },
  ]
  await database.query('CREATE TABLE blobs (id INT, day LONGBLOB)')
  await deliver(
    'blobs',
    values.map((value) => envelope(raw, value)),
    { SINK_OUT_OF_RANGE: 'clamp' },
  )

  expect(await database.query('SELECT CAST(day AS CHAR) AS day FROM blobs ORDER BY id')).toEqual([
    { day: '2024-01-01' },
    { day: '9999-12-31' },
    { day: '1000-01-01' },
  ])
})

test('the policy is for dates that are too far, not for what is no date', async () => {
  await database.query('CREATE TABLE rubbish (id INT, day DATE)')
  const dated = structSchema({ id: 'int32', day: 'string' })
  const days = ['10000-01-01', '0000-01-01', '2024-01-01garbage', '0999-99-99', '2050-13-45']
  const { totals } = await deliver(
    'rubbish',
    days.map((day, id) => envelope(dated, { id, day })),
    { SINK_OUT_OF_RANGE: 'clamp', SINK_ERRORS_TOLERANCE: 'all' },
  )

  expect(totals).toMatchObject({ written: 2, deadLettered: 3 })
  expect(await database.query('SELECT day FROM rubbish ORDER BY id')).toEqual([
    { day: '9999-12-31' },
    { day: '1000-01-01' },
  ])
  expect(
    await database.query(
      "SELECT DISTINCT errorCode FROM kafka_dead_letters WHERE topic = 'rubbish'",
    ),
  ).toEqual([{ errorCode: 'ERR_RECORD_UNMAPPABLE' }])
})

test('NULL is no way out of a NOT NULL column: the record is refused by its name', async () => {
  await database.query('CREATE TABLE required (id INT, stamp DATETIME(6) NOT NULL)')

  await expect(
    deliver(
      'required',
      [envelope(structSchema({ stamp: debezium('int64', 'time.Timestamp') }), { stamp: 2 ** 52 })],
      { SINK_OUT_OF_RANGE: 'null' },
    ),
  ).rejects.toMatchObject({
    code: 'ERR_RECORD_OUT_OF_RANGE',
    message: expect.stringContaining('NOT NULL'),
    coordinates: { column: 'stamp' },
  })
})

test('a Timestamp of Protobuf that a BIGINT cannot count in nanoseconds is for the policy, not for the server', async () => {
  const registered = registries.register(
    'PROTOBUF',
    'syntax = "proto3"; import "google/protobuf/timestamp.proto"; message Row { google.protobuf.Timestamp at = 1; }',
  )
  const year9999 = Buffer.from('0a0708809cccf0af07', 'hex')
  const body = { bytes: year9999, lead: { confluent: Buffer.of(0), glue: Buffer.of(0) } }
  const record = { offset: 0, ...framed(registered, body, 'confluent-id') }
  const land = async (table: string, environment: Readonly<Record<string, string>>) => {
    const container = startContainer(database, {
      ...registries.environment,
      SINK_VALUE_FORMAT: 'protobuf',
      SINK_TYPE_PROFILE: 'connector',
      ...environment,
    })
    await container.deliver(kafkaEvent({ [table]: { 0: [record] } }))
    return await database.query(`SELECT * FROM ${table}`)
  }

  await expect(land('far_rejected', {})).rejects.toMatchObject({
    code: 'ERR_RECORD_OUT_OF_RANGE',
    coordinates: { column: 'at' },
  })
  expect(await land('far_nulled', { SINK_OUT_OF_RANGE: 'null' })).toEqual([{ at: null }])
  expect(await land('far_clamped', { SINK_OUT_OF_RANGE: 'clamp' })).toEqual([
    { at: '9223372036854775807' },
  ])
})
