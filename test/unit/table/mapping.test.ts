import { describe, expect, test } from 'vitest'
import type { Schema } from '../../../lib/schema.ts'
import { mapColumns as mapTo } from '../../../lib/table/mapping.ts'
import { PLAIN_MAPPING } from '../../../lib/table/mapping-rules.ts'
import { array, map, primitive, struct } from '../singlestore/build-schema.ts'

const int = primitive('int32')

const mapColumns = (value: Schema) => mapTo('orders', { value, key: null }, PLAIN_MAPPING)

describe('the columns that a schema asks for', () => {
  test("are a struct's fields, in their order", () => {
    const schema = struct(['b', int], ['a', struct(['nested', int])], ['__proto__', int])
    expect(mapColumns(schema)).toEqual(
      schema.fields.map((field, place) => ({ ...field, from: 'value', steps: [place] })),
    )
  })

  test.each([primitive('string'), primitive('bytes'), array(int), map(int, int)])(
    'are one column, data, for what is no struct',
    (schema) => {
      expect(mapColumns(schema)).toEqual([{ name: 'data', schema, from: 'value', steps: [] }])
    },
  )
})

describe('a schema that no table can hold is refused', () => {
  test('without fields', () => {
    expect(() => mapColumns(struct())).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE' }),
    )
  })

  test.each([
    ['id', 'ID'],
    ['Größe', 'GRÖße'],
    ['constructor', 'Constructor'],
  ])('with the fields %s and %s, which are one column', (one, other) => {
    expect(() => mapColumns(struct([one, int], ['x', int], [other, int]))).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_UNMAPPABLE',
        message: expect.stringContaining(`"${other}"`),
        coordinates: { table: 'orders', column: other },
      }),
    )
  })

  test.each([
    ['ends with a space', 'a '],
    ['is empty', ''],
    ['is longer than 256 characters', 'ä'.repeat(257)],
    ['contains a NUL character', 'a\0'],
    ['is not well-formed Unicode', 'a\ud800'],
  ])('with a field whose name %s, which no column can have', (fault, name) => {
    const message = expect.stringMatching(
      `^The name of the field .* ${fault}: no column of table "orders"`,
    )
    expect(() => mapColumns(struct(['id', int], [name, int]))).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE', message }),
    )
  })

  test('but not for a name of 256 characters, however many bytes they take', () => {
    expect(mapColumns(struct(['😀'.repeat(256), int]))).toHaveLength(1)
  })

  test('nor for a field that the mapping leaves out', () => {
    const schema = struct(['id', int], ['a ', int])
    const whitelist = new Set(['id'])
    const mapped = mapTo('orders', { value: schema, key: null }, { ...PLAIN_MAPPING, whitelist })
    expect(mapped.map(({ name }) => name)).toEqual(['id'])
  })

  test('but fields that differ by more than letter case stand side by side', () => {
    const schema = struct(['a', int], [' a', int], ['á', int], ['a_', int])
    expect(mapColumns(schema)).toHaveLength(4)
  })
})
