import { describe, expect, test } from 'vitest'
import type { Schema, Value } from '../../../../lib/schema.ts'
import { compileCell } from '../../../../lib/singlestore/cell/cell.ts'
import { loadJsonAs, writeJsonCell } from '../../../../lib/singlestore/cell/json-cell.ts'
import { LOSSLESS } from '../../../../lib/table/encoding.ts'
import { column } from '../build-column.ts'
import { array, date, decimal, EVERY_TYPE, primitive, struct, timestamp } from '../build-schema.ts'

const debezium = (type: 'string' | 'int64', name: string) =>
  primitive(type, { name: `io.debezium.${name}` })
const structured = (name: string): Schema => ({
  ...struct(
    ['year', primitive('int32')],
    ['month', primitive('int32')],
    ['day', primitive('int32')],
    ['specialValue', primitive('string')],
  ),
  name: `io.debezium.time.Structured${name}`,
})
const infinite = [null, null, null, 'POSITIVE_INFINITY']
const SCHEMAS: readonly (readonly [Schema, Value])[] = [
  [structured('Date'), infinite],
  [structured('Timestamp'), infinite],
  [structured('Date'), [10_000, 1, 1, null]],
  [debezium('int64', 'time.MicroTimestamp'), 9_223_372_036_825_200_000n],
  [debezium('string', 'time.ZonedTimestamp'), 'infinity'],
  [debezium('string', 'time.IsoDate'), '10000-01-01Z'],
  [debezium('string', 'data.Json'), '1e400'],
  [timestamp, 2 ** 60],
  [date, 2 ** 31 - 1],
  [primitive('float64'), Number.POSITIVE_INFINITY],
  [primitive('float32'), Number.NaN],
  [decimal(0), '9'.repeat(1000)],
  [array(primitive('float64')), [Number.POSITIVE_INFINITY]],
  [primitive('bytes'), Buffer.from('__debezium_unavailable_value')],
  ...EVERY_TYPE.map(({ schema }) => [schema, null] as const),
]

describe.each(['binary(4)', 'varbinary(64)', 'tinyblob', 'blob', 'mediumblob', 'longblob'])(
  'what travels to a %s as base64',
  (type) => {
    test.each(SCHEMAS)('is base64 under every policy, or NULL (%#)', (schema, value) => {
      for (const outOfRange of ['null', 'clamp'] as const) {
        const { as, write } = compileCell(schema, column(type), { ...LOSSLESS, outOfRange })
        let field: string
        try {
          field = write(value)
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_RECORD_/) })
          continue
        }
        if (as === 'text' || field === '\\N') continue
        expect(Buffer.from(field, 'base64').toString('base64')).toBe(field)
      }
    })
  },
)

test('a date that is clamped there is the text of the nearest', () => {
  const clamp = { ...LOSSLESS, outOfRange: 'clamp' } as const
  const { as, write } = compileCell(structured('Date'), column('longblob'), clamp)
  expect(as).toBe('base64')
  expect(Buffer.from(write(infinite), 'base64').toString()).toBe('9999-12-31')
})

test('true and false are the same with a schema and without', () => {
  for (const value of [true, false]) {
    const to = column('varbinary(5)')
    const field = compileCell(primitive('boolean'), to).write(value)
    expect(loadJsonAs(to)).toBe('base64')
    expect(Buffer.from(writeJsonCell(value, to), 'base64').toString()).toBe(field)
    expect(field).toBe(String(value))
  }
})
