import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeJson } from '../../../../lib/format/json/write-json.ts'
import {
  type ArraySchema,
  DATE,
  DECIMAL,
  ExactNumber,
  type Field,
  type Schema,
  type StructSchema,
  type Value,
} from '../../../../lib/schema.ts'
import { finiteText } from '../../../../lib/singlestore/cell/json-leaf.ts'
import { compileJsonWriter } from '../../../../lib/singlestore/cell/json-writer.ts'
import { LOSSLESS } from '../../../../lib/table/encoding.ts'
import { array, date, decimal, map, primitive, struct, time, timestamp } from '../build-schema.ts'

const outOfRange = expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' })
const string = primitive('string')
const name = primitive('string', { optional: false })
const int = primitive('int32')

describe('the JSON of a value with a schema', () => {
  test.each<[string, Schema, Value, string]>([
    ['a small integer', primitive('int8'), -128, '-128'],
    [
      'a large integer, to its last digit',
      primitive('int64'),
      9_223_372_036_854_775_807n,
      '9223372036854775807',
    ],
    ['a float', primitive('float32'), 0.1, '0.1'],
    ['a negative zero', primitive('float64'), -0, '-0'],
    ['a large float', primitive('float64'), 1e300, '1e+300'],
    ['a boolean', primitive('boolean'), false, 'false'],
    ['a string', string, '"\\\n\t\0😀\u2028', '"\\"\\\\\\n\\t\\u0000😀\u2028"'],
    ['bytes', primitive('bytes'), Uint8Array.of(0, 255, 10), '"AP8K"'],
    ['no bytes', primitive('bytes'), new Uint8Array(), '""'],
    [
      'a decimal, to its last digit',
      decimal(30),
      '123456789012345678901234567890.123456789012345678901234567890',
      '123456789012345678901234567890.123456789012345678901234567890',
    ],
    ['a date', date, 19_782, '"2024-02-29"'],
    ['a time', time, 45_296_789, '"12:34:56.789"'],
    ['an instant', timestamp, -1, '"1969-12-31T23:59:59.999Z"'],
    ['null', string, null, 'null'],
    ['an empty array', array(string), [], '[]'],
    ['an array with nulls', array(int), [1, null, 3], '[1,null,3]'],
    ['an empty map', map(name, int), new Map(), '{}'],
    ['a struct with a missing value', struct(['a', int], ['b', string]), [1], '{"a":1,"b":null}'],
    ['an empty struct', struct(), [], '{}'],
  ])('of %s', (_, schema, value, text) => {
    expect(compileJsonWriter(schema)(value)).toBe(text)
  })

  test('nests structs, arrays and maps in one another', () => {
    const schema = struct(['list', array(struct(['tags', map(name, array(date))]))])
    const value: Value = [
      [
        [
          new Map([
            ['a', [0, null]],
            ['b', null],
          ]),
        ],
        null,
      ],
    ]
    expect(compileJsonWriter(schema)(value)).toBe(
      '{"list":[{"tags":{"a":["1970-01-01",null],"b":null}},null]}',
    )
  })

  test('keeps hostile names as names', () => {
    const schema = struct(['__proto__', int], ['a"b\\', int], ['', int])
    expect(compileJsonWriter(schema)([1, 2, 3])).toBe('{"__proto__":1,"a\\"b\\\\":2,"":3}')
    const tags = new Map([
      ['__proto__', 1],
      ['"', 2],
    ])
    expect(compileJsonWriter(map(name, int))(tags)).toBe('{"__proto__":1,"\\"":2}')
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses %s however deep it lies',
    (value) => {
      const write = compileJsonWriter(array(map(name, primitive('float64'))))
      expect(() => write([new Map([['a', value]])])).toThrow(outOfRange)
    },
  )

  test('refuses a nested date that no column could hold', () => {
    expect(() => compileJsonWriter(array(date))([2 ** 31 - 1])).toThrow(outOfRange)
  })
})

describe('a map', () => {
  test('with string keys is an object', () => {
    expect(compileJsonWriter(map(name, int))(new Map([['a', 1]]))).toBe('{"a":1}')
  })

  test.each<[string, Schema, Value, string]>([
    ['integer', int, 7, '7'],
    ['optional string', string, null, 'null'],
    ['boolean', primitive('boolean', { optional: false }), true, 'true'],
    ['bytes', primitive('bytes'), Uint8Array.of(1), '"AQ=="'],
    ['struct', struct(['a', int]), [1], '{"a":1}'],
    ['logical string', { ...name, name: DECIMAL }, '1.50', '1.50'],
    ['dated string', { ...name, name: DATE }, 0, '"1970-01-01"'],
  ])('with %s keys is a list of pairs', (_, keys, key, text) => {
    expect(compileJsonWriter(map(keys, int))(new Map([[key, 1]]))).toBe(
      `[{"key":${text},"value":1}]`,
    )
  })
})

test('in the profile connector every map is a list of pairs', () => {
  const write = compileJsonWriter(map(name, int), { ...LOSSLESS, profile: 'connector' })
  expect(write(new Map([['a', 1]]))).toBe('[{"key":"a","value":1}]')
})

describe('a JSON text inside of a value', () => {
  const json = primitive('string', { name: 'io.debezium.data.Json' })

  test('stands there as JSON', () => {
    expect(compileJsonWriter(array(json))(['{"a": 1.50}', 'null', null])).toBe(
      '[{"a": 1.50},null,null]',
    )
  })

  test('is refused where it is none, as it is in a column of its own', () => {
    expect(() => compileJsonWriter(array(json))(['[]', '{"a":'])).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE' }),
    )
  })

  test('is no name: a map of such keys is a list of pairs', () => {
    const keys = { ...json, optional: false }
    expect(compileJsonWriter(map(keys, int))(new Map([['[1]', 2]]))).toBe('[{"key":[1],"value":2}]')
  })
})

describe('a schema that leads back to itself', () => {
  const fields: Field[] = [{ name: 'id', schema: int }]
  const node: StructSchema = { ...struct(), fields }
  fields.push({ name: 'children', schema: array(node) })

  function tree(levels: number): Value {
    let value: Value = [0, []]
    for (let level = 1; level < levels; level += 1) value = [level, [value]]
    return value
  }

  test('is written as deep as its values go', () => {
    expect(compileJsonWriter(node)([1, [[2, []], null]])).toBe(
      '{"id":1,"children":[{"id":2,"children":[]},null]}',
    )
  })

  test('is written to 1000 levels, and then refused: the stack does not overflow', () => {
    const write = compileJsonWriter(node)
    expect(JSON.parse(write(tree(500)))).toMatchObject({ id: 499 })
    for (const levels of [501, 100_000]) {
      expect(() => write(tree(levels))).toThrow(
        expect.objectContaining({
          code: 'ERR_RECORD_UNMAPPABLE',
          message: expect.stringContaining('1000 levels'),
        }),
      )
    }
  })

  test('may be nothing but arrays', () => {
    const list: { -readonly [Key in keyof ArraySchema]: ArraySchema[Key] } = array(int)
    list.items = list
    expect(compileJsonWriter(list)([[], [[]], null])).toBe('[[],[[]],null]')
    const nested = (levels: number) => {
      let value: Value = []
      for (let level = 1; level < levels; level += 1) value = [value]
      return value
    }
    expect(compileJsonWriter(list)(nested(1000))).toBe('['.repeat(1000) + ']'.repeat(1000))
    for (const levels of [1001, 100_000]) {
      expect(() => compileJsonWriter(list)(nested(levels))).toThrow('1000 levels')
    }
  })

  test('may be a chain of a hundred thousand types, of which the values reach few', () => {
    let chain: Schema = int
    for (let link = 0; link < 100_000; link += 1) chain = struct(['next', chain])
    expect(compileJsonWriter(chain)([[null]])).toBe('{"next":{"next":null}}')
  })
})

test('the text of a double reads back as the same double', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Object.is(Number(finiteText(value)), value)).toBe(true)
    }),
  )
})

describe('the JSON of a value without a schema', () => {
  test('is the same value again', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(JSON.parse(writeJson(JSON.parse(text)))).toEqual(JSON.parse(text))
      }),
    )
  })

  test('keeps exact numbers to their last digit, and the sign of zero', () => {
    const value = {
      a: [new ExactNumber('12345678901234567890.10'), -0],
      b: new ExactNumber('1e400'),
    }
    expect(writeJson(value)).toBe('{"a":[12345678901234567890.10,-0],"b":1e400}')
  })

  test('keeps a member named __proto__', () => {
    expect(writeJson(JSON.parse('{"__proto__":{"a":1},"constructor":null}'))).toBe(
      '{"__proto__":{"a":1},"constructor":null}',
    )
  })
})
