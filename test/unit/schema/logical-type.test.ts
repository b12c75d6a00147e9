import { describe, expect, test } from 'vitest'
import { logicalType } from '../../../lib/schema/logical-type.ts'
import { sourceColumn } from '../../../lib/schema/source-column.ts'
import type { Schema } from '../../../lib/schema.ts'
import { SOURCE_TYPES } from '../../support/source-types.ts'
import { array, map, primitive, struct } from '../singlestore/build-schema.ts'

type Told = Readonly<Record<string, string>>

function named(schema: Schema, name: string | null, parameters: Told = {}): Schema {
  return { ...schema, name, parameters: new Map(Object.entries(parameters)) }
}

const every: readonly Schema[] = [
  ...(['int8', 'int16', 'int32', 'int64', 'float32', 'float64'] as const).map((type) =>
    primitive(type),
  ),
  ...(['boolean', 'string', 'bytes'] as const).map((type) => primitive(type)),
  array(primitive('float32')),
  map(primitive('string'), primitive('int8')),
  struct(['scale', primitive('int32')], ['value', primitive('bytes')]),
]

test('a schema without a name and parameters means no more than its type', () => {
  for (const schema of every) expect(logicalType(schema)).toBeNull()
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'com.example.Date'])(
  'the name %j means nothing',
  (name) => {
    for (const schema of every) expect(logicalType(named(schema, name))).toBeNull()
  },
)

test("Kafka Connect's own names go for every type", () => {
  const connect = 'org.apache.kafka.connect.data'
  for (const schema of every) {
    expect(logicalType(named(schema, `${connect}.Date`))).toEqual({ kind: 'date' })
    expect(logicalType(named(schema, `${connect}.Time`))).toEqual({ kind: 'time', unit: 'ms' })
    const moment = { kind: 'timestamp', unit: 'ms' }
    expect(logicalType(named(schema, `${connect}.Timestamp`))).toEqual(moment)
    const decimal = { kind: 'decimal', scale: 2, precision: null }
    expect(logicalType(named(schema, `${connect}.Decimal`, { scale: '2' }))).toEqual(decimal)
  }
})

test("a name of Debezium's means something on one type only", () => {
  const names = SOURCE_TYPES.flatMap(({ schemas }) => schemas).flatMap(({ name }) =>
    name?.startsWith('io.debezium.') === true ? [name] : [],
  )
  expect(new Set(names).size).toBeGreaterThan(25)
  for (const name of new Set(names)) {
    const meant = every.filter((schema) => logicalType(named(schema, name)) !== null)
    expect(meant.length, name).toBeLessThanOrEqual(1)
  }
})

describe('a struct of variable scale', () => {
  const scale = ['scale', primitive('int32')] as const
  const value = ['value', primitive('bytes')] as const
  const meaning = (...fields: readonly (readonly [string, Schema])[]) =>
    logicalType(named(struct(...fields), 'io.debezium.data.VariableScaleDecimal'))

  test('is known wherever its members stand', () => {
    expect(meaning(scale, value)).toEqual({ kind: 'variable-decimal', scaleAt: 0, valueAt: 1 })
    expect(meaning(value, ['x', primitive('int8')], scale)).toEqual({
      kind: 'variable-decimal',
      scaleAt: 2,
      valueAt: 0,
    })
  })

  test('that lacks one of them is a struct like any other', () => {
    expect(meaning(scale)).toBeNull()
    expect(meaning(value)).toBeNull()
  })
})

describe('a parameter', () => {
  const fixed = (size: string) =>
    logicalType(named(primitive('bytes'), 'my.Fixed', { 'connect.fixed.size': size }))

  test('that is a number counts', () => {
    expect(fixed('16')).toEqual({ kind: 'fixed', sizeBytes: 16 })
  })

  test.each(['', '0', '-1', '+1', '1.5', '1e3', '016', ' 16', '16 ', '99999999999', '0x10'])(
    'that is written %j does not',
    (size) => {
      expect(fixed(size)).toBeNull()
    },
  )

  test.each([
    ['uint64', { kind: 'unsigned', bits: 64 }],
    ['fixed64', { kind: 'unsigned', bits: 64 }],
    ['uint32', { kind: 'unsigned', bits: 32 }],
    ['fixed32', { kind: 'unsigned', bits: 32 }],
    ['sint64', null],
  ])('of the Protobuf type %s counts on an int64 alone', (type, meaning) => {
    const parameters = { 'io.confluent.connect.protobuf.Type': type }
    for (const schema of every) {
      const expected = schema.type === 'int64' ? meaning : null
      expect(logicalType(named(schema, null, parameters))).toEqual(expected)
    }
  })

  test('counts the dimensions of a vector', () => {
    const vector = (parameters: Told) =>
      logicalType(named(array(primitive('float64')), 'io.debezium.data.DoubleVector', parameters))
    const meaning = { kind: 'vector', element: 'F64', dimensions: null }
    expect(vector({})).toEqual(meaning)
    expect(vector({ '__debezium.source.column.length': 'n' })).toEqual(meaning)
    expect(vector({ '__debezium.source.column.length': '3' })).toEqual({
      ...meaning,
      dimensions: 3,
    })
  })
})

test("the source's column is known by its type; length and scale where they are numbers", () => {
  const told = (parameters: Told) => sourceColumn(named(primitive('string'), null, parameters))
  const column = '__debezium.source.column'
  expect(told({ [`${column}.length`]: '3' })).toBeNull()
  expect(told({ [`${column}.type`]: 'varchar ' })).toEqual({
    type: 'VARCHAR',
    length: null,
    scale: null,
  })
  expect(
    told({ [`${column}.type`]: 'NUMERIC', [`${column}.length`]: '10', [`${column}.scale`]: '0' }),
  ).toEqual({ type: 'NUMERIC', length: 10, scale: 0 })
  expect(
    told({ [`${column}.type`]: 'NUMERIC', [`${column}.length`]: '0', [`${column}.scale`]: '-1' }),
  ).toEqual({ type: 'NUMERIC', length: null, scale: null })
})
