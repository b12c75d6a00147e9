import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, JsonText, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

type Fields = Parameters<typeof structSchema>[0]

async function deliver(
  topic: string,
  fields: Fields,
  payloads: readonly unknown[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const schema = structSchema(fields)
  const records = payloads.map((payload, offset) => ({ offset, value: envelope(schema, payload) }))
  await startContainer(database, environment).deliver(kafkaEvent({ [topic]: { 0: records } }))
}

function named(type: string, name: string, more: Readonly<Record<string, unknown>> = {}) {
  return { type, optional: true, name, ...more }
}

const debezium = (type: string, name: string, more = {}) => named(type, `io.debezium.${name}`, more)
const connect = (type: string, name: string, more = {}) =>
  named(type, `org.apache.kafka.connect.data.${name}`, more)
const structured = (name: string, members: Fields) => ({
  ...JSON.parse(structSchema(members)),
  name: `io.debezium.time.Structured${name}`,
  optional: true,
})

const CALENDAR = { year: 'int32', month: 'int8', day: 'int8' } as const
const CLOCK = { hour: 'int8', minute: 'int8', second: 'int8', nanos: 'int32' } as const

/** A field of each kind, what is sent for it as JSON text, and what the created column then holds. */
const KINDS: Readonly<Record<string, readonly [Fields[string], string, string]>> = {
  decimal: [
    connect('bytes', 'Decimal', { parameters: { scale: '20', 'connect.decimal.precision': '40' } }),
    '-12345678901234567890.12345678901234567890',
    '-12345678901234567890.12345678901234567890',
  ],
  variable: [
    {
      ...JSON.parse(structSchema({ scale: 'int32', value: 'bytes' })),
      name: 'io.debezium.data.VariableScaleDecimal',
      optional: true,
    },
    '{"scale":3,"value":"/4U="}',
    '-0.123000000000000000000000000000',
  ],
  date: [debezium('int32', 'time.Date'), '-1', '1969-12-31'],
  time: [debezium('int32', 'time.Time'), '-2147483648', '-596:31:23.648000'],
  microtime: [debezium('int64', 'time.MicroTime'), '86399999999', '23:59:59.999999'],
  nanotime: [debezium('int64', 'time.NanoTime'), '86399999999999', '86399999999999'],
  timestamp: [debezium('int64', 'time.Timestamp'), '-1', '1969-12-31 23:59:59.999000'],
  microstamp: [
    debezium('int64', 'time.MicroTimestamp'),
    '253402300799999999',
    '9999-12-31 23:59:59.999999',
  ],
  nanostamp: [
    debezium('int64', 'time.NanoTimestamp'),
    '1709251199123456789',
    '1709251199123456789',
  ],
  protostamp: [named('int64', 'google.protobuf.Timestamp'), '-1', '1969-12-31 23:59:59.999999'],
  isodate: [debezium('string', 'time.IsoDate'), '"2017-09-15Z"', '2017-09-15'],
  isotime: [debezium('string', 'time.IsoTime'), '"04:05:11.789Z"', '04:05:11.789000'],
  isostamp: [
    debezium('string', 'time.IsoTimestamp'),
    '"2019-07-09T02:28:57.123456Z"',
    '2019-07-09 02:28:57.123456',
  ],
  zonedtime: [debezium('string', 'time.ZonedTime'), '"10:15:30+01:00"', '10:15:30+01:00'],
  zonedstamp: [
    debezium('string', 'time.ZonedTimestamp'),
    '"2011-12-03T00:15:30.030431999+01:00"',
    '2011-12-02 23:15:30.030431',
  ],
  sdate: [structured('Date', CALENDAR), '{"year":2024,"month":2,"day":29}', '2024-02-29'],
  stime: [
    structured('Time', CLOCK),
    '{"hour":1,"minute":2,"second":3,"nanos":4000}',
    '01:02:03.000004',
  ],
  sstamp: [
    structured('Timestamp', { ...CALENDAR, ...CLOCK }),
    '{"year":1000,"month":1,"day":1,"hour":0,"minute":0,"second":0,"nanos":0}',
    '1000-01-01 00:00:00.000000',
  ],
  szoned: [
    structured('ZonedTimestamp', { ...CALENDAR, ...CLOCK, offsetSeconds: 'int32' }),
    '{"year":2024,"month":3,"day":1,"hour":0,"minute":30,"second":0,"offsetSeconds":3600}',
    '2024-02-29 23:30:00.000000',
  ],
  year: [debezium('int32', 'time.Year'), '-44', '-44'],
  period: [debezium('string', 'time.Interval'), '"P1Y2M3DT4H5M6.78S"', 'P1Y2M3DT4H5M6.78S'],
  uuid: [
    debezium('string', 'data.Uuid'),
    '"09d9a5c3-6ffd-4b4c-9a1a-2f2d3ad3a5ce"',
    '09d9a5c3-6ffd-4b4c-9a1a-2f2d3ad3a5ce',
  ],
  symbol: [debezium('string', 'data.Enum', { parameters: { allowed: 'a,b' } }), '"b"', 'b'],
  document: [debezium('string', 'data.Json'), '"{\\"a\\":[1.50,null]}"', '{"a":[1.50,null]}'],
  bits: [
    debezium('bytes', 'data.Bits', { parameters: { length: '64' } }),
    '"//////////8="',
    '18446744073709551615',
  ],
  unsigned: [
    {
      type: 'int64',
      optional: true,
      parameters: { 'io.confluent.connect.protobuf.Type': 'uint32' },
    },
    '4294967295',
    '4294967295',
  ],
  fixed: [
    { type: 'bytes', optional: true, parameters: { 'connect.fixed.size': '3' } },
    '"AP8K"',
    '0x00FF0A',
  ],
  vector: [
    debezium('array', 'data.FloatVector', { items: { type: 'float', optional: false } }),
    '[1,-2.5,3]',
    '[1,-2.5,3]',
  ],
}

test('a value of every logical type is in its created column as it was sent, and NULL is NULL', async () => {
  const entries = Object.entries(KINDS)
  const fields = Object.fromEntries(entries.map(([name, [field]]) => [name, field]))
  const sent = entries.map(([name, [, text]]) => `"${name}":${text}`).join(',')
  await deliver('kinds', { id: 'int32', ...fields }, [new JsonText(`{"id":1,${sent}}`), { id: 2 }])

  const [row, empty] = await database.query('SELECT * FROM kinds ORDER BY id')

  const held = entries.map(([name, [, , text]]) => [name, text])
  expect(row).toEqual(Object.fromEntries([['id', '1'], ...held]))
  expect(empty).toEqual(Object.fromEntries([['id', '2'], ...held.map(([name]) => [name, null])]))
})

test('inside of JSON they keep their digits, too, and JSON stands as JSON', async () => {
  const { unsigned, bits, document, variable, microtime, microstamp, nanostamp } = KINDS
  const inside = { unsigned, bits, document, variable, microtime, microstamp, nanostamp }
  const entries = Object.entries(inside).flatMap(([name, kind]) =>
    kind === undefined ? [] : ([[name, kind]] as const),
  )
  const nested = JSON.parse(
    structSchema(Object.fromEntries(entries.map(([name, [field]]) => [name, field]))),
  )
  const sent = entries.map(([name, [, text]]) => `"${name}":${text}`).join(',')
  await deliver('nested', { of: nested }, [new JsonText(`{"of":{${sent}}}`)])

  const [row] = await database.query('SELECT * FROM nested')

  expect(row?.of?.replaceAll(/\s/g, '')).toBe(
    '{"unsigned":4294967295,"bits":"//////////8=","document":{"a":[1.50,null]},"variable":-0.123,' +
      '"microtime":"23:59:59.999999","microstamp":"9999-12-31T23:59:59.999999Z",' +
      '"nanostamp":"2024-02-29T23:59:59.123456789Z"}',
  )
})

const [FIRST_US, LAST_US] = [-30_610_224_000_000_000n, 253_402_300_799_999_999n]
const MOST_TIME_US = 3_020_399_000_000n

test('every instant, date and time comes back as the count that was sent, before 1970, too', async () => {
  const row = fc.record({
    stamp: fc.bigInt({ min: FIRST_US, max: LAST_US }),
    ms: fc.bigInt({ min: FIRST_US / 1000n, max: LAST_US / 1000n }),
    day: fc.integer({ min: -354_285, max: 2_932_896 }),
    time: fc.bigInt({ min: -MOST_TIME_US, max: MOST_TIME_US }),
    raw: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    digits: fc.bigInt({ min: -(10n ** 30n) + 1n, max: 10n ** 30n - 1n }),
  })
  const rows = fc.sample(row, 400)
  await deliver(
    'counts',
    {
      id: 'int32',
      stamp: debezium('int64', 'time.MicroTimestamp'),
      ms: debezium('int64', 'time.Timestamp'),
      day: debezium('int32', 'time.Date'),
      time: debezium('int64', 'time.MicroTime'),
      raw: debezium('int64', 'time.NanoTimestamp'),
      digits: connect('bytes', 'Decimal', {
        parameters: { scale: '0', 'connect.decimal.precision': '30' },
      }),
    },
    rows.map(
      (sent, id) =>
        new JsonText(
          `{"id":${id},${Object.entries(sent)
            .map(([name, count]) => `"${name}":${count}`)
            .join(',')}}`,
        ),
    ),
  )

  const stored = await database.query('SELECT * FROM counts ORDER BY id')

  expect(
    stored.map(({ stamp, ms, day, time, raw, digits }) => ({
      stamp: microseconds(stamp ?? ''),
      ms: microseconds(ms ?? '') / 1000n,
      day: Date.parse(`${day}T00:00:00Z`) / 86_400_000,
      time: clockMicroseconds(time ?? ''),
      raw: BigInt(raw ?? ''),
      digits: BigInt(digits ?? ''),
    })),
  ).toEqual(rows)
})

/** Of `2024-02-29 23:59:59.123456`, counted by Date and not by the code under test. */
function microseconds(text: string): bigint {
  return BigInt(Date.parse(`${text.slice(0, 19)}Z`)) * 1000n + BigInt(text.slice(20))
}

function clockMicroseconds(text: string): bigint {
  const [, sign, hours = 0, minutes = 0, seconds = 0, fraction = 0] =
    /^(-?)(\d+):(\d+):(\d+)\.(\d+)$/.exec(text) ?? []
  const whole = (BigInt(hours) * 60n + BigInt(minutes)) * 60n + BigInt(seconds)
  return (sign === '-' ? -1n : 1n) * (whole * 1_000_000n + BigInt(fraction))
}

test('in the profile of the Java connector the same values are in its columns', async () => {
  await deliver(
    'connector',
    {
      stamp: debezium('int64', 'time.MicroTimestamp'),
      document: debezium('string', 'data.Json'),
      tags: {
        type: 'map',
        keys: { type: 'string', optional: false },
        values: { type: 'int64', optional: false },
      },
    },
    [new JsonText('{"stamp":-1,"document":"{}","tags":{"a":9007199254740993}}')],
    { SINK_TYPE_PROFILE: 'connector' },
  )

  const [row] = await database.query('SELECT * FROM connector')

  expect({ ...row, tags: row?.tags?.replaceAll(/\s/g, '') }).toEqual({
    stamp: '-1',
    document: '{}',
    tags: '[{"key":"a","value":9007199254740993}]',
  })
})
