import { describe, expect, test } from 'vitest'
import { ConfigError, RecordError } from '../../../lib/errors.ts'
import type { DecodedRow, Schema } from '../../../lib/schema.ts'
import { createTransformer } from '../../../lib/transform/create-transformer.ts'
import type { PlainRow, Transform, TransformRecord } from '../../../lib/transform.ts'
import { textRecord } from '../sink/json-record.ts'
import { array, primitive, scale2, struct, treeSchema } from './samples.ts'

const schema = struct({
  id: primitive('int32', { optional: false }),
  price: scale2,
  at: primitive('int64', { name: 'org.apache.kafka.connect.data.Timestamp' }),
  tags: array(primitive('string')),
})
const row: DecodedRow = { schema, value: [7, '12.50', 0, ['a', 'secret']] }
const plain = { id: 7, price: '12.50', at: 0, tags: ['a', 'secret'] }

function run<Value = PlainRow>(transform: Transform<Value>, of: DecodedRow = row) {
  const record = textRecord(3, null, {
    headers: [{ name: 'trace', value: new Uint8Array([1]) }],
    timestamp: 99,
  })
  const key = { schema: null, value: 'k' } as const
  const give = createTransformer(transform)
  return give(record, { kind: 'write', topic: 'orders', row: of, key })
}

const giving = (change: object) => () =>
  run((record) => ({ ...record, ...change }) as TransformRecord<unknown>)

function faultOf(run: () => unknown): RecordError | ConfigError {
  try {
    run()
  } catch (error) {
    if (error instanceof RecordError || error instanceof ConfigError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test('a transform gets plain members, and what the record carries', () => {
  let given: unknown
  run((record) => {
    given = record
    return null
  })
  expect(given).toEqual({
    ...{ topic: 'orders', partition: 0, offset: 3, timestamp: 99 },
    headers: [{ name: 'trace', value: new Uint8Array([1]) }],
    ...{ key: 'k', keySchema: null, value: plain, schema, delete: false },
  })
})

test('a copy is what it gets: what is done to it reaches no other record, nor the schema', () => {
  const bytes = primitive('bytes', { optional: false, default: new Uint8Array([1]) })
  const of = struct({ bytes })
  run(
    (record: TransformRecord<{ bytes: Uint8Array }>) => {
      record.value?.bytes.fill(9)
      return null
    },
    { schema: of, value: [bytes.default] },
  )
  expect(bytes.default).toEqual(new Uint8Array([1]))
})

test('null and an empty array drop the record; several take its place, with topics of their own', () => {
  expect(run(() => null)).toEqual([])
  expect(run(() => [])).toEqual([])
  expect(run((record) => [record, { ...record, topic: 'others' }])).toMatchObject([
    { kind: 'write', topic: 'orders', row },
    { kind: 'write', topic: 'others', row },
  ])
})

test('a write becomes a delete of its row, and a delete a write', () => {
  expect(run((record) => ({ ...record, delete: true }))).toMatchObject([
    { kind: 'delete', topic: 'orders', before: row },
  ])
  const soft = createTransformer((record) => ({ ...record, delete: false }))
  const gone = { kind: 'delete', topic: 'orders', before: row, key: null } as const
  expect(soft(textRecord(1, null), gone)).toMatchObject([{ kind: 'write', row }])
})

test('a Date stands for what its schema counts, a number for a decimal', () => {
  const value = { ...plain, at: new Date(86_400_000), price: 3, tags: null }
  expect(giving({ value })()).toMatchObject([{ row: { value: [7, '3', 86_400_000, null] } }])
})

test('without a schema a value is JSON: bigint keeps its digits, a Date is its ISO text', () => {
  const value = { id: 2n ** 60n, at: new Date(0), none: undefined, seven: 7n }
  expect(giving({ schema: null, value })()).toMatchObject([
    {
      row: {
        schema: null,
        value: { id: { literal: '1152921504606846976' }, at: '1970-01-01T00:00:00.000Z', seven: 7 },
      },
    },
  ])
})

test('the schema of an inner struct may become that of the row', () => {
  const lines = struct({ id: primitive('int32') })
  const order: DecodedRow = { schema: struct({ lines: array(lines) }), value: [[[1], [2]]] }
  const found = run((record: TransformRecord<{ lines: { id: number }[] }>) => {
    return (record.value?.lines ?? []).map((value) => ({ ...record, value, schema: lines }))
  }, order)
  expect(found).toMatchObject([{ row: { value: [1] } }, { row: { value: [2] } }])
})

const cyclic: Record<string, unknown> = { name: 'x' }
cyclic.children = [cyclic]
const cyclicJson: Record<string, unknown> = {}
cyclicJson.self = cyclicJson
const handMade: Schema = struct({ id: primitive('int32') })

describe('what fits no row is a bad record that names the member', () => {
  test.each<[string, object, string]>([
    [
      'a member that the schema lacks',
      { value: { ...plain, extra: 'secret' } },
      'value.extra: the schema has no such field; withField',
    ],
    [
      'a wrong type',
      { value: { ...plain, tags: ['a', 5] } },
      'value.tags[1]: a text is wanted, a number was given',
    ],
    [
      'an integer that is too great',
      { value: { ...plain, id: 2 ** 40 } },
      'value.id: an integer of 32 bits is wanted, the number is beyond it',
    ],
    [
      'a fraction for an integer',
      { value: { ...plain, id: 1.5 } },
      'value.id: an integer of 32 bits',
    ],
    [
      'a decimal that is none',
      { value: { ...plain, price: 'secret' } },
      'value.price: a decimal as text of plain digits',
    ],
    [
      'a required member that is missing',
      { value: { price: '1' } },
      'value.id: it is missing, and the schema requires it; withoutField',
    ],
    [
      'an invalid Date',
      { value: { ...plain, at: new Date(Number.NaN) } },
      'value.at: the Date is invalid',
    ],
    [
      'half a character',
      { value: { ...plain, tags: ['\ud83d'] } },
      'value.tags[0]: the text holds half a character',
    ],
    [
      'a struct of a class',
      { value: new Map([['id', 7]]) },
      'value: an object is wanted, a Map was given',
    ],
    ['no value', { value: null }, 'value: a record that is no delete needs a value'],
    ['no topic', { topic: '' }, 'topic: a text is wanted'],
    ['no word on deletes', { delete: undefined }, 'delete: true or false is wanted'],
    [
      'a key that does not fit',
      { key: { a: Number.NaN } },
      'key.a: a finite number is wanted, NaN was given',
    ],
    [
      'a schema made by hand',
      { schema: handMade, value: { id: 1 } },
      'value: its schema is neither',
    ],
    [
      'JSON that is none',
      { schema: null, value: { a: new Map() } },
      'value.a: JSON is wanted, a Map was given',
    ],
    [
      'JSON that holds itself',
      { schema: null, value: cyclicJson },
      'value: it nests deeper than 1000 levels, or holds itself',
    ],
  ])('%s', (_, change, message) => {
    const { code, message: found } = faultOf(giving(change))
    expect(code).toBe('ERR_RECORD_UNMAPPABLE')
    expect(found).toContain(`transform.ts gives a record that does not fit: ${message}`)
    expect(found).not.toContain('secret')
  })

  test('of several, by its place', () => {
    const run_ = () => run((record) => [record, { ...record, value: {} }])
    expect(faultOf(run_).message).toContain('value[1].id')
  })

  test('a value of a schema that leads back to itself, and that holds itself', () => {
    const of: DecodedRow = { schema: treeSchema, value: ['x', []] }
    const fault = faultOf(() => run((record) => ({ ...record, value: cyclic }), of))
    expect(fault.message).toContain('value: it nests deeper than 1000 levels, or holds itself')
  })
})

describe('what a transform does wrong', () => {
  class PriceError extends Error {
    override readonly name = 'PriceError'
  }
  function priceOf(): never {
    throw new PriceError('the secret price\n    at secret (/secret.js:1:1)')
  }

  test('is named by its error and its place, never by its message', () => {
    const { code, message, cause } = faultOf(() => run(() => priceOf()))
    expect(code).toBe('ERR_RECORD_TRANSFORM')
    expect(message).toMatch(
      /^transform\.ts threw PriceError in priceOf at transformer\.test\.ts:\d+:\d+\./,
    )
    expect(message).not.toContain('secret')
    expect(cause).toBeUndefined()
  })

  test.each<[string, unknown]>([
    ['a text', 'secret'],
    ['an error whose name is none', Object.assign(new Error('secret'), { name: 'my secret' })],
    ['an error without a stack', Object.assign(new Error('secret'), { stack: undefined })],
  ])('%s that is thrown is told, too', (_, thrown) => {
    const transform = () => {
      throw thrown
    }
    const { code, message } = faultOf(() => run(transform))
    expect(code).toBe('ERR_RECORD_TRANSFORM')
    expect(message).not.toContain('secret')
  })

  test('endless recursion is a bad record', () => {
    const forever = (): never => forever()
    expect(faultOf(() => run(forever)).message).toContain('threw RangeError')
  })

  test('what its objects throw when they are read is its own', () => {
    const value = {
      get id(): number {
        throw new PriceError('secret')
      },
    }
    expect(faultOf(giving({ value })).code).toBe('ERR_RECORD_TRANSFORM')
  })

  test.each<[string, unknown, string]>([
    ['undefined', undefined, 'gave undefined'],
    ['a number', 7, 'gave what is no record'],
    ['an array of null', [null], 'gave what is no record'],
  ])('%s is no way to drop a record', (_, returned, message) => {
    const fault = faultOf(() => run(() => returned as null))
    expect(fault.code).toBe('ERR_RECORD_TRANSFORM')
    expect(fault.message).toContain(message)
  })

  test.each<[string, () => unknown]>([
    ['a promise', () => Promise.reject(new Error('of nobody'))],
    ['an array of promises', () => [Promise.resolve(null)]],
  ])('%s is a fault of the deployment', (_, transform) => {
    const fault = faultOf(() => run(transform as () => null))
    expect(fault).toBeInstanceOf(ConfigError)
    expect(fault.message).toContain('must be synchronous')
  })
})
