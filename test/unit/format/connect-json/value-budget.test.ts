import { expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { createConnectJsonFormat } from '../../../../lib/format/connect-json/connect-json.ts'

const field = (name: string, schema: object) => ({ field: name, ...schema })
const optional = (type: string) => ({ type, optional: true })

const WIDE = {
  type: 'struct',
  optional: false,
  fields: Array.from({ length: 1000 }, (_, at) => field(`m${at}`, optional('int32'))),
}

const LONG_DECIMAL = {
  type: 'bytes',
  name: 'org.apache.kafka.connect.data.Decimal',
  parameters: { scale: '1000' },
  optional: false,
}

function record(schema: object, payload: string): string {
  return Buffer.from(`{"schema":${JSON.stringify(schema)},"payload":${payload}}`).toString('base64')
}

const list = (items: object) => ({ type: 'array', optional: false, items })
const mapOf = (values: object) => ({
  type: 'map',
  optional: false,
  keys: { type: 'string', optional: false },
  values,
})

const repeated = (item: string, count: number) => `[${`${item},`.repeat(count - 1)}${item}]`

test.each([
  ['structs of a thousand absent fields', list(WIDE), repeated('{}', 5000)],
  ['decimals of a thousand places', list(LONG_DECIMAL), repeated('"AQ=="', 40_000)],
  [
    'such structs in a map',
    mapOf(WIDE),
    `{${Array.from({ length: 5000 }, (_, at) => `"${at}":{}`).join(',')}}`,
  ],
])('%s come to more values than a record may have', (_, schema, payload) => {
  const format = createConnectJsonFormat()
  const value = record(schema, payload)
  for (const act of [() => format.decode(value), () => format.decode(value)]) {
    expect(act).toThrow(RecordError)
    expect(act).toThrow('more than 4194304 values')
  }
})

test('every record has the whole budget', () => {
  const format = createConnectJsonFormat()
  const value = record(list(WIDE), repeated('{}', 3000))
  for (let times = 0; times < 3; times += 1) {
    expect(format.decode(value).value).toHaveLength(3000)
  }
})
