import { describe, expect, test } from 'vitest'
import type { RecordError } from '../../../lib/errors.ts'
import type { DecodedRow } from '../../../lib/schema.ts'
import { createTransformer } from '../../../lib/transform/create-transformer.ts'
import {
  emptyRow,
  type FieldType,
  type Transform,
  type TransformRecord,
  unnest,
  withField,
  withoutField,
} from '../../../lib/transform.ts'
import { textRecord } from '../sink/json-record.ts'
import { array, primitive, struct } from './samples.ts'

const schema = struct({ id: primitive('int32'), tags: array(primitive('string')) })
const ROW: DecodedRow = { schema, value: [7, ['a', 'b']] }

function run(transform: Transform, row: DecodedRow = ROW) {
  const give = createTransformer(transform)
  return give(textRecord(1, null), { kind: 'write', topic: 'orders', row, key: null })
}

function rowOf(transform: Transform, row: DecodedRow = ROW): DecodedRow {
  const [reading] = run(transform, row)
  if (reading?.kind !== 'write') throw new Error('no row')
  return reading.row
}

const fieldsOf = ({ schema: of }: DecodedRow) => (of?.type === 'struct' ? of.fields : [])

test.each<[FieldType, unknown, object, unknown]>([
  ['text', 'x', { type: 'string', name: null }, 'x'],
  ['int32', 5, { type: 'int32' }, 5],
  ['int64', 2n ** 60n, { type: 'int64' }, 2n ** 60n],
  ['double', 0.5, { type: 'float64' }, 0.5],
  ['boolean', true, { type: 'boolean' }, true],
  ['bytes', new Uint8Array([1]), { type: 'bytes', name: null }, new Uint8Array([1])],
  ['decimal(2)', '12.50', { type: 'bytes', parameters: new Map([['scale', '2']]) }, '12.50'],
  [
    'decimal(10,2)',
    12n,
    {
      parameters: new Map([
        ['scale', '2'],
        ['connect.decimal.precision', '10'],
      ]),
    },
    '12',
  ],
  ['timestamp', new Date(5), { type: 'int64', name: 'org.apache.kafka.connect.data.Timestamp' }, 5],
  [
    'json',
    { a: [1n, new Date(0)] },
    { name: 'io.debezium.data.Json' },
    '{"a":[1,"1970-01-01T00:00:00.000Z"]}',
  ],
  ['text', null, { type: 'string' }, null],
])('a field %s is added with its type, behind the others', (type, value, of, written) => {
  const row = rowOf((record) => withField(record, 'added', type, value as never))
  expect(fieldsOf(row).map(({ name }) => name)).toEqual(['id', 'tags', 'added'])
  expect(fieldsOf(row)[2]?.schema).toMatchObject({ ...of, optional: true })
  expect(row.value).toEqual([7, ['a', 'b'], written])
})

test('a field of the same name is replaced at its place', () => {
  const row = rowOf((record) => withField(record, 'id', 'text', 'seven'))
  expect(fieldsOf(row).map(({ name, schema: { type } }) => `${name} ${type}`)).toEqual([
    'id string',
    'tags array',
  ])
  expect(row.value).toEqual(['seven', ['a', 'b']])
})

test('the same change of the same schema is the same schema: rows are compiled by it', () => {
  const change: Transform = (record) =>
    withoutField(withField(record, 'added', 'decimal(2)', '1'), 'tags')
  expect(rowOf(change).schema).toBe(rowOf(change).schema)
  const other: Transform = (record) => withField(record, 'added', 'decimal(3)', '1')
  expect(rowOf(other).schema).not.toBe(rowOf(change).schema)
})

test('a record whose fields are named by its contents does not fill the memory', () => {
  const named = (name: string) => rowOf((record) => withField(record, name, 'text', 'x')).schema
  const first = named('0')
  expect(named('0')).toBe(first)
  for (let name = 1; name <= 1_000; name += 1) named(String(name))
  expect(named('0')).not.toBe(first)
})

test('a row can be begun anew', () => {
  const row = rowOf((record) => withField(emptyRow(record), 'id', 'int64', record.offset))
  expect(fieldsOf(row).map(({ name }) => name)).toEqual(['id'])
  expect(row.value).toEqual([1])
})

test('the items of an array become records, each with the schema of the item', () => {
  const lines: DecodedRow = {
    schema: struct({ lines: array(struct({ sku: primitive('string') })) }),
    value: [[['a'], ['b']]],
  }
  const split: Transform<{ lines: readonly object[] }> = (record) =>
    unnest(record, 'lines').map((line) => withField(line, 'place', 'int32', 1))
  const found = run(split as Transform, lines)
  expect(found.map((one) => one.kind === 'write' && one.row.value)).toEqual([
    ['a', 1],
    ['b', 1],
  ])
  expect(run(split as Transform, { ...lines, value: [null] } as DecodedRow)).toEqual([])
})

test('without a schema members are set as JSON', () => {
  const json: DecodedRow = { schema: null, value: { id: 7, gone: 1 } }
  const row = rowOf(
    (record) =>
      withField(withField(withoutField(record, 'gone'), 'at', 'timestamp', 0), 'x', 'json', [1]),
    json,
  )
  expect(row).toEqual({ schema: null, value: { id: 7, at: '1970-01-01T00:00:00.000Z', x: [1] } })
})

describe('a fault names itself', () => {
  const faultOf = (transform: Transform, row: DecodedRow = ROW): RecordError | null => {
    try {
      run(transform, row)
      return null
    } catch (error) {
      return error as RecordError
    }
  }
  const text: DecodedRow = { schema: primitive('string'), value: 'secret' }

  test.each<[string, Transform, DecodedRow, string]>([
    [
      'a wrong value',
      (record) => withField(record, 'n', 'int32', 'secret' as never),
      ROW,
      'value.n: an integer of 32 bits is wanted, a string was given',
    ],
    [
      'JSON that is none',
      (record) => withField(record, 'n', 'json', { a: Number.NaN }),
      ROW,
      'value.n.a: a finite number',
    ],
    [
      'an unknown type',
      (record) => withField(record, 'n', 'decimal(99)', '1'),
      ROW,
      'wants one of the types text, int32',
    ],
    [
      'a value without fields',
      (record) => withField(record, 'n', 'text', 'x'),
      text,
      'withField: the value is no struct or object',
    ],
    [
      'a member that is no array',
      (record) => unnest(record, 'id'),
      ROW,
      'value.id: unnest wants an array here',
    ],
    [
      'a delete without a row',
      (record) => withField({ ...record, value: null } as TransformRecord, 'n', 'text', 'x'),
      ROW,
      'the record has no row',
    ],
  ])('%s', (_, transform, row, message) => {
    expect(faultOf(transform, row)?.message).toContain(message)
    expect(faultOf(transform, row)?.message).not.toContain('secret')
  })
})
