import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DecodedRow } from '../../../lib/schema.ts'
import { createTransformer } from '../../../lib/transform/create-transformer.ts'
import { textRecord } from '../sink/json-record.ts'
import { jsonValues, schemas, valuesOf } from './samples.ts'

const asItIs = createTransformer((record) => record)
const copied = createTransformer((record) => [{ ...record, value: copy(record.value) }])

/** As a transform writes it that puts a value together anew. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy)
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [copy(key), copy(item)]))
  const isRow = typeof value === 'object' && value?.constructor === Object
  if (!isRow) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member)]))
}

const record = textRecord(3, null)

test('a transform that gives back what it gets changes no value of any schema', () => {
  const rows = schemas.chain((schema) => fc.tuple(fc.constant(schema), valuesOf(schema)))
  fc.assert(
    fc.property(rows, rows, ([schema, value], [keySchema, keyValue]) => {
      fc.pre(value !== null)
      const row = { schema, value } as DecodedRow
      const key = { schema: keySchema, value: keyValue }
      for (const transform of [asItIs, copied]) {
        const [given] = transform(record, { kind: 'write', topic: 'orders', row, key })
        expect(given).toStrictEqual({ kind: 'write', topic: 'orders', row, key })
        expect(given?.kind === 'write' && given.row.schema).toBe(schema)
        const gone = transform(record, { kind: 'delete', topic: 'orders', before: row, key })
        expect(gone).toStrictEqual([{ kind: 'delete', topic: 'orders', before: row, key }])
      }
    }),
    { numRuns: 300 },
  )
})

test('… nor any JSON without a schema', () => {
  fc.assert(
    fc.property(jsonValues, (value) => {
      fc.pre(value !== null)
      const row = { schema: null, value } as DecodedRow
      expect(asItIs(record, { kind: 'write', topic: 'orders', row, key: null })).toStrictEqual([
        { kind: 'write', topic: 'orders', row, key: null },
      ])
    }),
  )
})
