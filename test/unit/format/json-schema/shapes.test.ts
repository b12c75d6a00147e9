import { describe, expect, test } from 'vitest'
import { ENUM, JSON_TEXT } from '../../../../lib/schema/logical-type.ts'
import { ExactNumber, type Schema, type StructSchema } from '../../../../lib/schema.ts'
import { codecOf, read, refusal, schemaOf } from './read-by-schema.ts'

const STRING = { type: 'string' }
const INTEGER = { type: 'integer' }
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })

const SCHEMALESS: Partial<Schema> = { type: 'string', name: JSON_TEXT, optional: true }
const SYMBOLS = (allowed: string) => ({
  type: 'string',
  name: ENUM,
  parameters: new Map([['allowed', allowed]]),
})

describe('what a schema comes to', () => {
  test.each([
    ['nothing said', {}, SCHEMALESS],
    ['anything', true, SCHEMALESS],
    ['nothing allowed', false, SCHEMALESS],
    ['null only', { type: 'null' }, SCHEMALESS],
    ['null only, by enum', { enum: [null] }, SCHEMALESS],
    ['an object of any members', { type: 'object' }, SCHEMALESS],
    ['an object of any members, said', { type: 'object', additionalProperties: true }, SCHEMALESS],
    ['only validation', { anyOf: [{ required: ['a'] }, { required: ['b'] }] }, SCHEMALESS],
    ['a type by its keywords', { pattern: '^a' }, { type: 'string', optional: false }],
    ['a number by its keywords', { minimum: 1 }, { type: 'float64' }],
    ['an object by its properties', { properties: { a: {} } }, { type: 'struct' }],
    ['a map by its members', { additionalProperties: STRING }, { type: 'map' }],
    [
      'validation of a typed value',
      { ...STRING, anyOf: [{ format: 'a' }, { type: 'string' }] },
      { type: 'string', name: null },
    ],
    [
      'a narrower type',
      { allOf: [{ type: ['number', 'null'] }, INTEGER] },
      { type: 'int64', optional: false },
    ],
    ['numbers listed', { enum: [1, 2.5, 'x'] }, SYMBOLS('1,2.5,x')],
    ['strings listed, with a type', { ...STRING, enum: ['a', 'b'] }, SYMBOLS('a,b')],
    [
      'strings listed, null too',
      { type: ['string', 'null'], enum: ['a', null] },
      { ...SYMBOLS('a'), optional: true },
    ],
    [
      'items of several kinds',
      { type: 'array', items: [STRING, INTEGER] },
      { type: 'array', items: expect.objectContaining(SCHEMALESS) },
    ],
    [
      'items of which the first have schemas of their own',
      { type: 'array', prefixItems: [INTEGER, STRING], items: INTEGER },
      { type: 'array', items: expect.objectContaining(SCHEMALESS) },
    ],
    [
      'a scale as a number',
      { type: 'number', 'connect.type': 'bytes', 'connect.parameters': { scale: 2 } },
      { parameters: new Map([['scale', '2']]) },
    ],
    ['a version', { ...STRING, 'connect.version': 3 }, { version: 3 }],
    ['a default', { ...STRING, default: 'x' }, { default: 'x', optional: false }],
    ['a default that is none', { ...INTEGER, default: 'x' }, { default: null }],
    ['a default of null', { ...STRING, default: null }, { default: null }],
    [
      'the default beside null',
      { anyOf: [STRING, { type: 'null' }], default: 'x' },
      { default: null, optional: true },
    ],
    [
      'a default inside',
      { anyOf: [{ ...STRING, default: 'x' }, { type: 'null' }] },
      { default: 'x', optional: true },
    ],
    [
      'several types',
      { type: ['string', 'integer', 'null'] },
      { type: 'struct', name: 'io.confluent.connect.json.OneOf', optional: true },
    ],
  ])('%s', (_what, schema, shape) => {
    expect(schemaOf(schema)).toMatchObject(shape)
  })

  test('a property that is only described further keeps its type', () => {
    const schema = object({ n: { description: 'more' } }, { allOf: [object({ n: INTEGER })] })
    expect(schemaOf(schema)).toMatchObject({ fields: [{ name: 'n', schema: { type: 'int64' } }] })
  })

  test('of two types of a property the later counts', () => {
    const schema = object({ n: INTEGER }, { allOf: [object({ n: STRING })] })
    expect(schemaOf(schema)).toMatchObject({ fields: [{ name: 'n', schema: { type: 'int64' } }] })
  })

  test('fields stand in the order of connect.index, else of the text; those included come first', () => {
    const schema = object(
      { z: STRING, c: { 'connect.index': 1 }, a: { 'connect.index': 0 }, b: {} },
      { allOf: [object({ base: STRING, z: { description: 'only described' } })] },
    )
    const { fields } = schemaOf(schema) as StructSchema
    expect(fields.map(({ name }) => name)).toEqual(['base', 'a', 'z', 'c', 'b'])
    expect(fields[2]?.schema.type).toBe('string')
  })

  const branches = [
    object({ b: STRING, own: STRING, none: false }),
    { $ref: '#/$defs/c' },
    { anyOf: [{ properties: { d: { type: 'boolean' } } }] },
  ]
  const c = object({ c: { type: 'number' } })
  test.each([
    ['oneOf', { oneOf: branches }],
    ['anyOf', { anyOf: branches }],
    ['oneOf in allOf', { allOf: [{ oneOf: branches }] }],
    [
      'conditions',
      Object.fromEntries(['if', 'then', 'else'].map((name, at) => [name, branches[at]])),
    ],
    ['dependencies', { dependentSchemas: { x: branches[0], y: { oneOf: branches } } }],
  ])('what %s names beside properties is nullable', (_what, more) => {
    const schema = object({ own: INTEGER }, { ...more, $defs: { c } })
    expect(schemaOf(schema)).toMatchObject({
      fields: [
        { name: 'own', schema: { type: 'int64', optional: false } },
        { name: 'b', schema: { type: 'string', name: null, optional: true } },
        { name: 'c', schema: { type: 'float64', optional: true } },
        { name: 'd', schema: { type: 'boolean', optional: true } },
      ],
    })
    expect(read(schema, '{"own":1,"b":"x","c":null}')).toEqual([1, 'x', null, null])
  })

  test('what branches describe differently is one of their symbols, or any JSON', () => {
    const schema = object(
      { own: INTEGER },
      {
        oneOf: [
          object({ kind: { const: 'a' }, same: STRING, other: STRING }),
          object({ kind: { enum: ['b', 'c'] }, same: STRING, other: INTEGER }),
        ],
      },
    )
    expect(schemaOf(schema)).toMatchObject({
      fields: [
        { name: 'own' },
        { name: 'kind', schema: { ...SYMBOLS('a,b,c'), optional: true } },
        { name: 'same', schema: { type: 'string', name: null, optional: true } },
        { name: 'other', schema: SCHEMALESS },
      ],
    })
  })

  test('branches that lead back to the schema add nothing', () => {
    const schema = object({ own: INTEGER }, { oneOf: [{ $ref: '#' }, { oneOf: [{ $ref: '#' }] }] })
    expect(schemaOf(schema)).toMatchObject({ fields: [{ name: 'own' }] })
  })

  test('a field of a union is nullable, and named as Confluent names it', () => {
    const { fields } = schemaOf({
      oneOf: [STRING, { type: 'null' }, { ...INTEGER, default: 1 }],
    }) as StructSchema
    expect(fields).toMatchObject([
      {
        name: 'io.confluent.connect.json.OneOf.field.0',
        schema: { type: 'string', optional: true },
      },
      {
        name: 'io.confluent.connect.json.OneOf.field.1',
        schema: { type: 'int64', optional: true, default: null },
      },
    ])
  })
})

describe('what a value reads as', () => {
  const DECIMAL = {
    type: 'number',
    title: 'org.apache.kafka.connect.data.Decimal',
    'connect.type': 'bytes',
    'connect.parameters': { scale: '2' },
  }
  const named = object({ a: STRING, b: STRING })
  const other = object({ a: STRING, c: STRING })
  const BYTES = { ...STRING, 'connect.type': 'bytes' }
  const MAP = {
    type: 'array',
    'connect.type': 'map',
    items: object({ key: STRING, value: INTEGER }),
  }

  test.each([
    [
      'null where a branch allows it',
      { oneOf: [INTEGER, { type: ['string', 'null'] }] },
      'null',
      null,
    ],
    [
      'a listed number in a union',
      { oneOf: [{ type: 'boolean' }, { enum: [1, 'a'] }] },
      '1',
      [null, '1'],
    ],
    ['a Decimal in a union', { oneOf: [DECIMAL, STRING] }, '1.5', ['1.50', null]],
    ['digits that a double cannot hold', INTEGER, '9223372036854775807', 9223372036854775807n],
    ['an integer written as a decimal', INTEGER, '1.0e2', 100],
    [
      'exact digits where nothing is said',
      {},
      '{"n":12345678901234567890,"m":-0}',
      '{"n":12345678901234567890,"m":-0}',
    ],
    ['a listed number as text', { enum: [1, 'a'] }, '1', '1'],
    ['a listed object as text', { const: { a: [1] } }, '{"a":[1]}', '{"a":[1]}'],
    ['a listed number by its type', { ...INTEGER, enum: [1] }, '1', 1],
    ['a map with text keys in entries', MAP, '[{"key":"k","value":1}]', new Map([['k', 1]])],
    ['a map with text keys as an object', MAP, '{"k":1}', new Map([['k', 1]])],
    ['a byte order mark before it', STRING, '\ufeff"x"', 'x'],
    ['a default where it is absent', object({ a: { ...STRING, default: 'x' } }), '{}', ['x']],
    ['a default where it is null', object({ a: { ...STRING, default: 'x' } }), '{"a":null}', ['x']],
    [
      'null where it is absent, required or not',
      object({ a: STRING }, { required: ['a'] }),
      '{}',
      [null],
    ],
    [
      'only what the schema names',
      object({ a: STRING }, { additionalProperties: true }),
      '{"a":"x","b":1}',
      ['x'],
    ],
    [
      'the struct that names most members',
      { oneOf: [named, other] },
      '{"a":"x","c":"y"}',
      [null, ['x', 'y']],
    ],
    [
      'the first of two structs that name as many',
      { oneOf: [named, other] },
      '{"a":"x"}',
      [['x', null], null],
    ],
    ['a struct of an empty object', { oneOf: [STRING, named] }, '{}', [null, [null, null]]],
    ['text before bytes', { oneOf: [BYTES, STRING] }, '"AAEC"', [null, 'AAEC']],
    [
      'bytes where no branch is text',
      { oneOf: [BYTES, INTEGER] },
      '"AAEC"',
      [Buffer.from([0, 1, 2]), null],
    ],
    ['a struct before any JSON', { oneOf: [{}, named] }, '{"a":"x"}', [null, ['x', null]]],
    ['any JSON where nothing else fits', { oneOf: [INTEGER, {}] }, '"x"', [null, '"x"']],
    [
      'a union in a union',
      { oneOf: [INTEGER, { anyOf: [STRING, { type: 'boolean' }] }] },
      'true',
      [null, [null, true]],
    ],
    ['the first of two like branches', { oneOf: [STRING, STRING] }, '"x"', ['x', null]],
    ['a number beside an integer', { type: ['integer', 'number'] }, '1.5', [null, 1.5]],
  ])('%s', (_what, schema, body, value) => {
    expect(read(schema, body)).toEqual(value)
  })

  test.each([
    ['9007199254740993', new ExactNumber('9007199254740993')],
    ['12345678901234567.89', new ExactNumber('12345678901234567.89')],
    ['0.30000000000000004', 0.30000000000000004],
    ['0.1', 0.1],
  ])('of the number %s every digit is kept', (body, value) => {
    expect(read({ type: 'number' }, body)).toStrictEqual(value)
  })

  test('a number whose writer calls it a double is one', () => {
    const schema = { type: 'number', 'connect.type': 'float64' }
    expect(read(schema, '9007199254740993')).toBe(9_007_199_254_740_992)
  })

  test.each([
    [
      'an explicit null',
      object({ a: STRING }),
      '{"a":null}',
      'ERR_RECORD_UNDECODABLE',
      'value.a: string wanted, null found',
    ],
    [
      'an integer beyond 64 bits',
      object({ a: INTEGER }),
      '{"a":9223372036854775808}',
      'ERR_RECORD_OUT_OF_RANGE',
      'value.a: number outside int64',
    ],
    [
      'a number beyond a double',
      { type: 'number' },
      '1e999',
      'ERR_RECORD_OUT_OF_RANGE',
      'value: number outside double',
    ],
    ['a fraction for an integer', INTEGER, '1.5', 'ERR_RECORD_UNDECODABLE', 'without a fraction'],
    [
      'another kind',
      { type: 'array', items: INTEGER },
      '[1,"x"]',
      'ERR_RECORD_UNDECODABLE',
      'value[]: int64 wanted, string found',
    ],
    [
      'no object',
      { type: 'object' },
      '[]',
      'ERR_RECORD_UNDECODABLE',
      'value: object wanted, array found',
    ],
    [
      'what no branch takes',
      { oneOf: [INTEGER, STRING] },
      'true',
      'ERR_RECORD_UNDECODABLE',
      'value: a value that fits a branch of oneOf or anyOf wanted, boolean found',
    ],
    [
      'an object that no branch names',
      { oneOf: [object({ a: STRING }), STRING] },
      '{"z":1}',
      'ERR_RECORD_UNDECODABLE',
      'fits a branch',
    ],
    [
      'an entry of a map with more members',
      MAP,
      '[{"key":"k","value":1,"more":1}]',
      'ERR_RECORD_UNDECODABLE',
      'value[]: object of exactly "key" and "value" wanted',
    ],
    [
      'a place reached by reference',
      {
        properties: { a: { $ref: '#/$defs/d' }, b: { $ref: '#/$defs/d' } },
        $defs: { d: object({ n: INTEGER }) },
      },
      '{"a":{"n":1},"b":{"n":"x"}}',
      'ERR_RECORD_UNDECODABLE',
      'value.b.n: int64 wanted, string found',
    ],
  ])('%s is refused, and its place named', (_what, schema, body, code, message) => {
    const error = refusal(() => read(schema, body))
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
  })

  test('the schema is the same object each time', () => {
    const codec = codecOf(object({ a: STRING }))
    expect(codec.schemaOf(Buffer.from('{}'))).toBe(codec.schemaOf(Buffer.from('{"a":1}')))
  })
})
