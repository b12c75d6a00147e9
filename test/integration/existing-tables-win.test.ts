import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, JsonText, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const logical = (type: string, name: string) => ({
  type,
  name: `org.apache.kafka.connect.data.${name}`,
  optional: true,
})
let tables = 0

/** What one value becomes in a column of an existing table, or the code of the error. */
async function stored(column: string, value: string): Promise<string | null> {
  tables += 1
  const table = `t${tables}`
  await database.query(`CREATE TABLE ${table} (v ${column})`)
  try {
    await startContainer(database).deliver(kafkaEvent({ [table]: { 0: [{ offset: 0, value }] } }))
  } catch (error) {
    return (error as { code: string }).code
  }
  const [row] = await database.query(`SELECT v FROM ${table}`)
  return row?.v ?? null
}

const typed = (spec: string | ReturnType<typeof logical>, value: unknown) =>
  envelope(structSchema({ v: spec }), value instanceof JsonText ? value : { v: value })

test.each([
  ['DECIMAL(5,2)', typed('double', 1.25), '1.25'],
  ['DECIMAL(5,2)', typed('double', 1.239), 'ERR_RECORD_OUT_OF_RANGE'],
  ['DECIMAL(5,2)', typed('string', '1.20'), '1.20'],
  ['DECIMAL(5,2)', typed('string', '1.239'), 'ERR_RECORD_OUT_OF_RANGE'],
  ['INT', typed('string', '7'), '7'],
  ['INT', typed('string', '1.6'), 'ERR_RECORD_OUT_OF_RANGE'],
  ['INT', typed('string', 'seven'), 'ERR_RECORD_REFUSED'],
  ['BIGINT', typed(logical('int64', 'Timestamp'), 1_700_000_000_123), '1700000000123'],
  ['DATETIME', typed(logical('int64', 'Timestamp'), 1_700_000_000_000), '2023-11-14 22:13:20'],
  ['DATETIME', typed(logical('int64', 'Timestamp'), 1_700_000_000_999), 'ERR_RECORD_OUT_OF_RANGE'],
  ['DATETIME(6)', typed(logical('int64', 'Timestamp'), 999), '1970-01-01 00:00:00.999000'],
  ['DATE', typed(logical('int64', 'Timestamp'), 86_400_000), '1970-01-02'],
  ['DATE', typed(logical('int64', 'Timestamp'), 86_400_001), 'ERR_RECORD_OUT_OF_RANGE'],
  ['TIME(6)', typed(logical('int64', 'Timestamp'), 1), 'ERR_RECORD_UNMAPPABLE'],
  ['TIME', typed(logical('int32', 'Time'), 1_000), '00:00:01'],
  ['TIME', typed(logical('int32', 'Time'), 999), 'ERR_RECORD_OUT_OF_RANGE'],
  ['DATE', typed('string', '2024-02-29'), '2024-02-29'],
  ['DATE', typed('string', '2024-02-29T10:00:00'), 'ERR_RECORD_OUT_OF_RANGE'],
  ['INT', typed('string', ' 7.'), '7'],
  ['INT', typed('string', '.5'), 'ERR_RECORD_OUT_OF_RANGE'],
  ['INT', typed('string', '12.6\n'), 'ERR_RECORD_OUT_OF_RANGE'],
  ['INT', typed('string', '12abc'), 'ERR_RECORD_UNMAPPABLE'],
  ['INT', '{"v":" 12.7"}', 'ERR_RECORD_OUT_OF_RANGE'],
  ['DECIMAL(5,2)', typed('string', '+.25'), '0.25'],
  ['DECIMAL(5,2)', typed('string', '1.239 '), 'ERR_RECORD_OUT_OF_RANGE'],
  ['DOUBLE(10,2)', typed('double', 1.25), '1.25'],
  ['DOUBLE(10,2)', typed('double', 1.239), 'ERR_RECORD_OUT_OF_RANGE'],
  ['FLOAT(5,2)', typed('double', 1.239), 'ERR_RECORD_OUT_OF_RANGE'],
  ['DATE', typed('string', '10:11:12'), 'ERR_RECORD_UNMAPPABLE'],
  ['DATE', typed('string', '24-1-1 1:5'), 'ERR_RECORD_UNMAPPABLE'],
  ['DATE', typed('string', ' 2024-01-01Z'), '2024-01-01'],
  ['DATETIME(6)', typed('string', '10:11:12'), 'ERR_RECORD_UNMAPPABLE'],
  ['DATETIME(6)', typed('string', '2024-01-01 10:00:00.1234567 '), 'ERR_RECORD_OUT_OF_RANGE'],
  ['DATETIME(6)', typed('string', '2024-01-01T10:00:00+00:19:32'), '2024-01-01 09:40:28.000000'],
  ['TIME', typed('string', '10:00:00.6 '), 'ERR_RECORD_OUT_OF_RANGE'],
  ['TIME(6)', typed('string', '2024-01-01 10:00:00'), 'ERR_RECORD_UNMAPPABLE'],
  ['TIME(6)', typed('string', '1 10:00:00'), 'ERR_RECORD_UNMAPPABLE'],
  ['TIME(6)', typed('string', '24:00:00Z'), '24:00:00.000000'],
  ['CHAR(5)', typed('string', 'abc'), 'abc'],
  ['CHAR(5)', typed('string', 'abc  '), 'ERR_RECORD_UNMAPPABLE'],
  ['BINARY(3)', typed('bytes', 'AQID'), '0x010203'],
  ['BINARY(5)', typed('bytes', 'AQID'), 'ERR_RECORD_UNMAPPABLE'],
  ['VARBINARY(5)', typed('boolean', true), '0x74727565'],
  ['VARBINARY(5)', '{"v":true}', '0x74727565'],
  ["ENUM('x','y')", typed('string', 'y'), 'y'],
  ["ENUM('x','y')", typed('string', '2'), 'ERR_RECORD_UNMAPPABLE'],
  ["ENUM('x','y')", typed('int32', 2), 'ERR_RECORD_UNMAPPABLE'],
  ["ENUM('x','y')", '{"v":2}', 'ERR_RECORD_UNMAPPABLE'],
  ['INT NOT NULL', typed('int32', null), 'ERR_RECORD_REFUSED'],
  ['INT NOT NULL', '{"v":null}', 'ERR_RECORD_REFUSED'],
])(
  'a column %s takes a value whole or refuses the record: %s → %s',
  async (column, value, want) => {
    expect(await stored(column, value)).toBe(want)
  },
)

const debezium = (type: string, name: string, value: unknown) =>
  typed({ type, name: `io.debezium.${name}`, optional: true }, value)

test.each([
  ['BIGINT', debezium('int64', 'time.MicroTimestamp', -1), '-1'],
  ['INT', debezium('int64', 'time.MicroTimestamp', 2 ** 31), 'ERR_RECORD_OUT_OF_RANGE'],
  ['DATE', debezium('int64', 'time.MicroTimestamp', 86_400_000_000), '1970-01-02'],
  ['DATE', debezium('int64', 'time.MicroTimestamp', 86_400_000_001), 'ERR_RECORD_OUT_OF_RANGE'],
  ['DATETIME', debezium('int64', 'time.MicroTimestamp', -1_000_000), '1969-12-31 23:59:59'],
  ['DATETIME(6)', debezium('int64', 'time.NanoTimestamp', 1_000), '1970-01-01 00:00:00.000001'],
  ['DATETIME(6)', debezium('int64', 'time.NanoTimestamp', 1_001), 'ERR_RECORD_OUT_OF_RANGE'],
  ['TIMESTAMP', debezium('int64', 'time.Timestamp', 2 ** 41), 'ERR_RECORD_OUT_OF_RANGE'],
  ['TEXT', debezium('int64', 'time.NanoTimestamp', -1), '1969-12-31 23:59:59.999999999'],
  ['TIME(6)', debezium('string', 'time.ZonedTime', '00:30:00.1234567+01:00'), '23:30:00.123456'],
  ['DATETIME(6)', debezium('string', 'time.ZonedTime', '00:30:00Z'), 'ERR_RECORD_UNMAPPABLE'],
  ['DATE', debezium('string', 'time.ZonedTimestamp', '2024-03-01T02:00:00+02:00'), '2024-03-01'],
  [
    'TIME',
    debezium('string', 'time.ZonedTimestamp', '2024-03-01T02:00:00Z'),
    'ERR_RECORD_UNMAPPABLE',
  ],
  [
    'JSON',
    debezium('string', 'time.ZonedTimestamp', '2024-03-01T02:00:00Z'),
    '"2024-03-01T02:00:00Z"',
  ],
  ['JSON', debezium('string', 'data.Uuid', 'a-b'), '"a-b"'],
  ['JSON', debezium('string', 'data.Json', '{"a":'), 'ERR_RECORD_UNMAPPABLE'],
  ['YEAR', debezium('int32', 'time.Year', 2024), '2024'],
  ['YEAR', debezium('int32', 'time.Year', 24), 'ERR_RECORD_OUT_OF_RANGE'],
  ['YEAR', typed('boolean', true), 'ERR_RECORD_OUT_OF_RANGE'],
  ['BIGINT', debezium('bytes', 'data.Bits', 'AQI='), '513'],
  ['VARBINARY(2)', debezium('bytes', 'data.Bits', 'AQI='), '0x0102'],
  ['TINYINT UNSIGNED', typed('int64', 256), 'ERR_RECORD_OUT_OF_RANGE'],
  ['DECIMAL(5,2) UNSIGNED', typed('double', -0.5), 'ERR_RECORD_OUT_OF_RANGE'],
  ['FLOAT', typed('double', 1e39), 'ERR_RECORD_OUT_OF_RANGE'],
])(
  'a column %s takes a logical type whole or refuses the record: %s → %s',
  async (column, value, want) => {
    expect(await stored(column, value)).toBe(want)
  },
)

test.each([
  ['TINYINT', '-128', '127'],
  ['TINYINT UNSIGNED', '0', '255'],
  ['SMALLINT', '-32768', '32767'],
  ['MEDIUMINT', '-8388608', '8388607'],
  ['INT UNSIGNED', '0', '4294967295'],
  ['BIGINT', '-9223372036854775808', '9223372036854775807'],
  ['BIGINT UNSIGNED', '0', '18446744073709551615'],
  ['DECIMAL(5,2)', '-999.99', '999.99'],
  ['DATE', '1000-01-01', '9999-12-31'],
  ['DATETIME', '1000-01-01 00:00:00', '9999-12-31 23:59:59'],
  ['DATETIME(6)', '1000-01-01 00:00:00.000000', '9999-12-31 23:59:59.999999'],
  ['TIMESTAMP', '1970-01-01 00:00:01', '2038-01-19 03:14:07'],
  ['TIME', '-838:59:59', '838:59:59'],
  ['YEAR', '1901', '2155'],
])('the server holds all of %s that the sink takes it to hold', async (column, least, greatest) => {
  expect(await stored(column, typed('string', least))).toBe(least)
  expect(await stored(column, typed('string', greatest))).toBe(greatest)
})

test('the largest float is stored', async () => {
  const value = typed('float', new JsonText('{"v":3.4028235E38}'))
  expect(Number(await stored('DOUBLE', value))).toBe(3.4028234663852886e38)
  expect(Number(await stored('FLOAT', value))).toBeCloseTo(3.40282e38, -34)
})

test('a delete without a schema asks for no table', async () => {
  const { totals } = await startContainer(database).deliver(
    kafkaEvent({
      onlydeletes: {
        0: [
          { offset: 0, value: '{"schema":null,"payload":null}' },
          { offset: 1, value: 'null' },
          { offset: 2, value: null },
        ],
      },
    }),
  )

  expect(totals).toMatchObject({ delivered: 3, filtered: 3, written: 0 })
  expect(await database.query("SHOW TABLES LIKE 'onlydeletes'")).toEqual([])
  expect(
    await database.query(
      "SELECT records, `count`, filtered FROM kafka_connect_transaction_metadata WHERE topic = 'onlydeletes'",
    ),
  ).toEqual([{ records: '3', count: '0', filtered: '3' }])
})

test('a value that only begins like a known envelope creates no table', async () => {
  const schema = structSchema({ id: 'int32' })
  const container = startContainer(database)
  await container.deliver(
    kafkaEvent({ known: { 0: [{ offset: 0, value: envelope(schema, { id: 1 }) }] } }),
  )
  const other = `{"schema":${schema},"payload":{"id":1},"more":1}`

  await expect(
    container.deliver(kafkaEvent({ alike: { 0: [{ offset: 0, value: other }] } })),
  ).rejects.toMatchObject({ code: 'ERR_TABLE_MISSING' })
  expect(await database.query("SHOW TABLES LIKE 'alike'")).toEqual([])
})

test('a field without a column is named with the first record that has it', async () => {
  await database.query('CREATE TABLE narrow (id INT)')
  const schema = structSchema({ id: 'int32', more: 'int32' })

  for (const value of [envelope(schema, { id: 1, more: 2 }), '{"id":1,"more":2}']) {
    await expect(
      startContainer(database).deliver(kafkaEvent({ narrow: { 3: [{ offset: 7, value }] } })),
    ).rejects.toMatchObject({
      code: 'ERR_COLUMN_MISSING',
      message: expect.stringContaining('narrow-3 offset 7'),
      coordinates: { topic: 'narrow', partition: 3, offset: 7, column: 'more' },
    })
  }
})

test('a server that offers no TLS is a fault of the configuration, told at once', async () => {
  const container = startContainer(database, { SINGLESTORE_TLS: 'verify-full' })

  await expect(
    container.deliver(kafkaEvent({ secure: { 0: [{ offset: 0, value: null }] } })),
  ).rejects.toMatchObject({
    code: 'ERR_STORE_PERMANENT',
    message: expect.stringContaining('SINGLESTORE_TLS'),
  })
})

test('a database that does not exist is named with the mend', async () => {
  const container = startContainer(database, { SINGLESTORE_DATABASE: 'no_such_database' })

  await expect(
    container.deliver(kafkaEvent({ lost: { 0: [{ offset: 0, value: null }] } })),
  ).rejects.toMatchObject({ message: expect.stringContaining('SINGLESTORE_DATABASE') })
})
