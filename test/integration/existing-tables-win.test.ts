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
