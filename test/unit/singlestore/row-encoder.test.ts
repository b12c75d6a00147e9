import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../lib/errors.ts'
import { ExactNumber, type JsonValue, type Schema, type Value } from '../../../lib/schema.ts'
import type { Row } from '../../../lib/singlestore/row.ts'
import { RowEncoder } from '../../../lib/singlestore/row-encoder.ts'
import { table } from './build-column.ts'
import { date, primitive, struct } from './build-schema.ts'
import { readTsv } from './read-tsv.ts'

const string = primitive('string')
const int = primitive('int32')

/** The line of a row, and the columns it fills. */
function told({ line, shape }: Row) {
  return { line, columns: shape.columns.map(({ name }) => name) }
}

describe('a struct', () => {
  const orders = table(['id', 'bigint(20)'], ['Note', 'longtext'], ['raw', 'longblob'])
  const encoder = new RowEncoder(orders)

  test('fills the columns of its fields, in the order of the schema', () => {
    const schema = struct(['note', string], ['id', int])
    expect(told(encoder.encode({ schema, value: ['a\tb', 7] }))).toEqual({
      line: 'a\\tb\t7',
      columns: ['Note', 'id'],
    })
  })

  test('with nulls writes NULL, which is no empty string', () => {
    const schema = struct(['id', int], ['note', string])
    expect(encoder.encode({ schema, value: [null, ''] }).line).toBe('\\N\t')
    expect(encoder.encode({ schema, value: [7] }).line).toBe('7\t\\N')
  })

  test('is told how each column is loaded', () => {
    const schema = struct(['raw', primitive('bytes')], ['id', int])
    expect(encoder.encode({ schema, value: [Uint8Array.of(255), 7] })).toEqual({
      line: '/w==\t7',
      shape: {
        columns: [
          { name: 'raw', as: 'base64' },
          { name: 'id', as: 'text' },
        ],
      },
    })
  })

  test('of one field is followed by a second one, so that an empty string is a row', () => {
    const schema = struct(['note', string])
    expect(encoder.encode({ schema, value: [''] }).line).toBe('\t')
    expect(encoder.encode({ schema, value: [null] }).line).toBe('\\N\t')
  })

  test('of the same columns has the same shape, whatever its schema', () => {
    const one = encoder.encode({ schema: struct(['id', int], ['note', string]), value: [1, 'a'] })
    const other = encoder.encode({ schema: struct(['ID', int], ['NOTE', string]), value: [2, 'b'] })
    expect(other.shape).toBe(one.shape)
  })

  test('with a field that the table lacks is refused, named and with the mend', () => {
    const schema = struct(['id', int], ['colour', string])
    const missing = expect.objectContaining({
      code: 'ERR_COLUMN_MISSING',
      transient: false,
      coordinates: { table: 'orders', column: 'colour' },
      message: expect.stringMatching(/^Table "orders" .* "colour".*ALTER TABLE/),
    })
    expect(() => encoder.encode({ schema, value: [1, 'red'] })).toThrow(missing)
    expect(() => encoder.check({ value: schema, key: null })).toThrow(missing)
    expect(() => encoder.check({ value: struct(['ID', int]), key: null })).not.toThrow()
  })

  test('with a field as long as a record keeps the message short', () => {
    const schema = struct(['x'.repeat(1_000_000), int])
    expect(() => encoder.check({ value: schema, key: null })).toThrow(RecordError)
    expect(() => encoder.check({ value: schema, key: null })).toThrow(/^.{1,300}$/)
  })

  test('with a value out of range names the column of that value', () => {
    const days = new RowEncoder(table(['id', 'int(11)'], ['Day', 'date']))
    const schema = struct(['id', int], ['day', date])
    expect(() => days.encode({ schema, value: [1, 2 ** 31 - 1] })).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_OUT_OF_RANGE',
        coordinates: { column: 'Day' },
        message: expect.stringMatching(/^Column "Day": A date lies outside/),
      }),
    )
  })
})

describe('a value that is no struct', () => {
  test.each<[Schema, Value, string, string]>([
    [string, '', 'longtext', '\t'],
    [string, 'a\n', 'longtext', 'a\\n\t'],
    [primitive('bytes'), new Uint8Array(), 'longblob', '\t'],
    [primitive('int64'), 5n, 'bigint(20)', '5\t'],
  ])('fills the column data', (schema, value, type, line) => {
    const encoder = new RowEncoder(table(['data', type]))
    expect(told(encoder.encode({ schema, value }))).toEqual({ line, columns: ['data'] })
  })

  test('is refused where the table has no column data', () => {
    const encoder = new RowEncoder(table(['id', 'bigint(20)']))
    expect(() => encoder.encode({ schema: string, value: 'x' })).toThrow(
      expect.objectContaining({
        code: 'ERR_COLUMN_MISSING',
        coordinates: { table: 'orders', column: 'data' },
      }),
    )
  })
})

describe('a value without a schema', () => {
  const encoder = new RowEncoder(
    table(['id', 'bigint(20)'], ['note', 'longtext'], ['at', 'datetime(6)=']),
  )
  const encode = (value: JsonValue) => told(encoder.encode({ schema: null, value }))

  test('fills the columns of its members, in the order of the table', () => {
    expect(encode({ at: '2024-02-29 00:00:00', NOTE: 'x', id: 1 })).toEqual({
      line: '1\tx\t2024-02-29 00:00:00',
      columns: ['id', 'note', 'at'],
    })
  })

  test('leaves a column with a default to the server, and makes any other NULL', () => {
    expect(encode({ id: 1 })).toEqual({ line: '1\t\\N', columns: ['id', 'note'] })
    expect(encode({ id: 1, at: null })).toEqual({
      line: '1\t\\N\t\\N',
      columns: ['id', 'note', 'at'],
    })
    expect(encode({})).toEqual({ line: '\\N\t\\N', columns: ['id', 'note'] })
  })

  test('says a default that is known, so that all rows have one shape', () => {
    const stock = new RowEncoder(
      table(['id', 'int(11)=7'], ['state', 'text=new'], ['n', 'int(11)']),
    )
    const rows = [{ id: 1 }, { state: 'old' }, { id: 2, state: null, n: 3 }, { n: 4 }].map(
      (value: JsonValue) => stock.encode({ schema: null, value }),
    )
    expect(rows.map(({ line }) => line)).toEqual([
      '1\tnew\t\\N',
      '7\told\t\\N',
      '2\t\\N\t3',
      '7\tnew\t4',
    ])
    expect(new Set(rows.map(({ shape }) => shape)).size).toBe(1)
  })

  test('shares its shape with others of the same columns', () => {
    const shape = (value: JsonValue) => encoder.encode({ schema: null, value }).shape
    expect(shape({ id: 1, note: 'a' })).toBe(shape({ note: 'b' }))
    expect(shape({ id: 1 })).not.toBe(shape({ id: 1, at: null }))
  })

  test('with two members of the same column is refused', () => {
    expect(() => encode({ id: 1, ID: 2 })).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE', coordinates: { column: 'id' } }),
    )
  })

  test('with a member that the table lacks is refused', () => {
    expect(() => encode({ id: 1, colour: 'red' })).toThrow(
      expect.objectContaining({ code: 'ERR_COLUMN_MISSING' }),
    )
    expect(() => encode(JSON.parse('{"__proto__":1}'))).toThrow(
      expect.objectContaining({ coordinates: { table: 'orders', column: '__proto__' } }),
    )
  })

  test('that is no object fills the column data', () => {
    const data = new RowEncoder(table(['data', 'JSON']))
    const lines = [[1], 'a', 1.5, new ExactNumber('1e400'), true].map(
      (value) => data.encode({ schema: null, value }).line,
    )
    expect(lines).toEqual(['[1]\t', '"a"\t', '1.5\t', '1e400\t', 'true\t'])
  })

  test('that names no column is refused where the server would have to fill all of them', () => {
    const defaults = new RowEncoder(table(['id', 'bigint(20)=0'], ['at', 'datetime(6)=']))
    expect(() => defaults.encode({ schema: null, value: {} })).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE', coordinates: { table: 'orders' } }),
    )
  })

  test('names the column of a value out of range', () => {
    expect(() => encode({ id: 1.5 })).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_OUT_OF_RANGE',
        coordinates: { column: 'id' },
      }),
    )
    expect(() => encode({ at: '0001-01-01T00:00:00Z' })).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_OUT_OF_RANGE',
        coordinates: { column: 'at' },
        message: expect.stringContaining('Column "at"'),
      }),
    )
  })
})

test('columns whose names look like a list of columns keep their own shape', () => {
  const encoder = new RowEncoder(table(['a\ntext b', 'text='], ['a', 'text='], ['b', 'text=']))
  const one = encoder.encode({ schema: null, value: { 'a\ntext b': 'x' } })
  const two = encoder.encode({ schema: null, value: { a: 'x', b: 'y' } })
  expect(told(one).columns).toEqual(['a\ntext b'])
  expect(told(two).columns).toEqual(['a', 'b'])
})

test('a column may have the name of what every object inherits', () => {
  const encoder = new RowEncoder(table(['__proto__', 'int(11)'], ['constructor', 'int(11)']))
  const schema = struct(['constructor', int], ['__proto__', int])
  expect(told(encoder.encode({ schema, value: [1, 2] }))).toEqual({
    line: '1\t2',
    columns: ['constructor', '__proto__'],
  })
  expect(encoder.encode({ schema: null, value: JSON.parse('{"__proto__":3}') }).line).toBe('3\t\\N')
})

test('LOAD DATA reads as many fields as the shape has columns, with their values', () => {
  const encoder = new RowEncoder(table(['a', 'longtext'], ['b', 'longtext'], ['c', 'longtext']))
  const cell = fc.option(fc.string({ unit: 'binary' }), { nil: null })
  const schema = struct(['a', string], ['b', string], ['c', string])
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }), (rows) => {
      const withSchema = rows.map((value) => encoder.encode({ schema, value }).line)
      const without = rows.map(
        ([a, b, c]) => encoder.encode({ schema: null, value: { a, b, c } }).line,
      )
      expect(readTsv(withSchema.map((line) => `${line}\n`).join(''))).toEqual(rows)
      expect(without).toEqual(withSchema)
    }),
  )
})
