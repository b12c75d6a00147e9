import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { codecOf, read, refusal } from './read-by-schema.ts'

const chain = (length: number, link: (next: string) => object, end: object) => ({
  $ref: '#/$defs/0',
  $defs: Object.fromEntries(
    Array.from({ length: length + 1 }, (_, at) => [
      String(at),
      at === length ? end : link(`#/$defs/${at + 1}`),
    ]),
  ),
})

describe('a schema that cannot be read is refused', () => {
  test.each([
    ['no JSON', '{', 'the schema is no JSON text'],
    ['half a character', '{"title":"\\ud800"}', 'the schema is no JSON text'],
    ['no schema', '5', 'schema: a schema is an object, true or false'],
    ['no schema inside', { properties: { a: 'string' } }, 'schema.a: a schema is an object'],
    [
      'a type that is none',
      { properties: { a: { type: 'text' } } },
      'schema.a: unknown type "text"; JSON Schema',
    ],
    ['a type that is no text', { type: [1] }, 'schema: a type that is no text'],
    [
      'a connect.type that is none',
      { type: 'integer', 'connect.type': 'int128' },
      'schema: unknown connect.type "int128"',
    ],
    [
      'a parameter that is none',
      { type: 'string', 'connect.parameters': { a: [] } },
      'the connect.parameters "a" must be a string',
    ],
    [
      'a Decimal without a scale',
      { type: 'string', title: 'org.apache.kafka.connect.data.Decimal' },
      'a Decimal needs the parameter "scale"',
    ],
    ['itself', { $ref: '#' }, 'schema: refers to itself without a value in between'],
    [
      'itself, in two steps',
      chain(1, () => ({ $ref: '#/$defs/1' }), { $ref: '#/$defs/0' }),
      'refers to itself',
    ],
    ['itself, among all', { allOf: [{ $ref: '#' }] }, 'refers to itself'],
    ['itself, as a branch', { anyOf: [{ $ref: '#' }, { type: 'string' }] }, 'refers to itself'],
    ['itself, as the only branch', { oneOf: [{ $ref: '#' }] }, 'refers to itself'],
    ['a long chain', chain(5000, ($ref) => ({ $ref }), {}), 'nests deeper than 200 levels'],
    [
      'a long chain of allOf',
      chain(5000, ($ref) => ({ allOf: [{ $ref }], title: 'x' }), {}),
      'more than 100 references',
    ],
    [
      'a deep one',
      `${'{"properties":{"a":'.repeat(300)}{}${'}}'.repeat(300)}`,
      'nests deeper than 200 levels',
    ],
    [
      'a text too deep',
      `${'{"not":'.repeat(2000)}{}${'}'.repeat(2000)}`,
      'the schema is no JSON text',
    ],
  ])('%s', (_what, schema, message) => {
    const error = refusal(() => codecOf(schema))
    expect(error.code).toBe('ERR_RECORD_SCHEMA')
    expect(error.message).toContain(message)
    expect(error.message.length).toBeLessThan(400)
  })

  test('a reference that is no JSON, by its name', () => {
    const error = refusal(() => codecOf({}, { 'a.json': '{' }))
    expect(error.message).toBe('the reference "a.json" is no JSON text that can be read')
  })
})

describe('what multiplies in its meaning does not in its cost', () => {
  test.each([
    [
      'unions of the same union',
      chain(40, ($ref) => ({ anyOf: [{ $ref }, { $ref }] }), { type: 'string' }),
    ],
    [
      'structs of the same struct',
      chain(40, ($ref) => ({ properties: { a: { $ref }, b: { $ref } } }), { type: 'string' }),
    ],
    [
      'all of the same twice',
      chain(40, ($ref) => ({ allOf: [{ $ref }, { $ref }] }), { type: 'string' }),
    ],
  ])('%s', (_what, schema) => {
    const codec = codecOf(schema)
    expect(() => codec.decode(Buffer.from('true'))).toThrow(RecordError)
    expect(() => codec.decode(Buffer.from('{"a":{"a":{"b":true}}}'))).toThrow(RecordError)
    expect(() => codec.decode(Buffer.from('"x"'))).not.toThrow(RangeError)
  })
})

describe('a short text that stands for very much is refused', () => {
  const numbers = Array.from({ length: 2000 }, (_, at) => at)
  const named = (make: (at: number) => unknown) =>
    Object.fromEntries(numbers.map((at) => [`p${at}`, make(at)]))
  const referring = (definition: object, word = 'title') => ({
    properties: named((at) => ({ $ref: '#/$defs/x', [word]: `t${at}` })),
    $defs: { x: definition },
  })

  test.each<[string, object]>([
    ['structs, each under a name of its own', referring({ properties: named(() => ({})) })],
    ['parts of parts', referring({ allOf: numbers.map(() => ({ type: 'integer' })) })],
    [
      'parts that only validate, to be told from those that speak',
      {
        oneOf: numbers.map(() => ({ allOf: [{ $ref: '#/$defs/x' }], title: 'x' })),
        $defs: { x: { allOf: numbers.map(() => ({ minimum: 1 })) } },
      },
    ],
    ['symbols', referring({ enum: numbers.map((at) => `symbol ${at}`) })],
    ['long symbols', referring({ enum: ['x'.repeat(100_000)] })],
    ['parameters', referring({ type: 'string', 'connect.parameters': named(() => 'x') })],
    [
      'branches',
      referring({
        type: 'object',
        properties: { a: {} },
        anyOf: numbers.map((at) => ({ properties: { [`b${at}`]: {} } })),
      }),
    ],
    [
      'defaults',
      referring({ type: 'array', items: { type: 'integer' }, default: [...numbers, ...numbers] }),
    ],
  ])('%s', (_what, schema) => {
    const error = refusal(() => codecOf(schema))
    expect(error.code).toBe('ERR_RECORD_SCHEMA')
    expect(error.message).toMatch(/larger than any that is read|more values than a record may/)
  })

  test('base addresses that grow with each level', () => {
    let schema: object = {}
    for (let level = 0; level < 400; level += 1) {
      schema = { $id: `${'a'.repeat(10_000)}/`, not: schema }
    }
    const error = refusal(() => codecOf({ $id: 'https://host/', not: schema }))
    expect(error.message).toContain('larger than any that is read')
  })

  test('and a wide one that stands for what it says is not', () => {
    const wide = {
      properties: Object.fromEntries(
        Array.from({ length: 10_000 }, (_, at) => [
          `p${at}`,
          { oneOf: [{ type: 'null' }, { $ref: '#/$defs/x' }] },
        ]),
      ),
      $defs: { x: { type: 'string' } },
    }
    expect(codecOf(wide).schemaOf(Buffer.alloc(0))).toMatchObject({ fields: { length: 10_000 } })
  })
})

describe('a body that takes more room than its text', () => {
  const many = Array.from({ length: 3000 }, (_, at) => [`p${at}`, { type: 'integer' }] as const)
  const wide = { type: 'object', properties: Object.fromEntries(many) }

  test.each<[string, object, string]>([
    ['structs of absent members', wide, '{}'],
    [
      'unions of many',
      {
        oneOf: [
          ...many.map(([name]) => ({ type: 'object', properties: { [name]: {} } })),
          { type: 'integer' },
        ],
      },
      '1',
    ],
    ['empty bytes', { type: 'string', 'connect.type': 'bytes' }, '""'],
    ['empty maps', { type: 'object', additionalProperties: { type: 'string' } }, '{}'],
    ['arrays', { type: 'array', items: { type: 'array', items: {} } }, '[[]]'],
    [
      'decimals whose zeros stand nowhere',
      {
        type: 'number',
        title: 'org.apache.kafka.connect.data.Decimal',
        'connect.parameters': { scale: '1000' },
      },
      '1',
    ],
  ])('%s', (_what, items, item) => {
    const codec = codecOf({ type: 'object', properties: { a: { type: 'array', items } } })
    const body = (count: number) => Buffer.from(`{"a":[${Array(count).fill(item).join(',')}]}`)
    expect(codec.decode(body(10))).toMatchObject([{ length: 10 }])
    const error = refusal(() => codec.decode(body(500_000)))
    expect(error.code).toBe('ERR_RECORD_UNDECODABLE')
    expect(error.message).toContain('more than 4194304 values')
    expect(codec.decode(body(10))).toMatchObject([{ length: 10 }])
  })
})

describe('a body that is hostile', () => {
  const JSON_VALUE = {
    anyOf: [
      { type: 'string' },
      { type: 'array', items: { $ref: '#' } },
      { type: 'object', additionalProperties: { $ref: '#' } },
    ],
  }
  const NODE = { properties: { n: { $ref: '#' } } }

  test.each([
    ['no JSON', {}, '{"a":'],
    ['nothing', {}, ''],
    ['no UTF-8', {}, Buffer.from([0x22, 0xff, 0x22])],
    ['half a character', { type: 'string' }, '"\\ud800"'],
    ['a huge exponent', { type: 'integer' }, '1e1000000000'],
    ['a huge number', { type: 'integer' }, '9'.repeat(100_000)],
    ['deeper than JSON is read', JSON_VALUE, `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['a deep place', NODE, `${'{"n":'.repeat(900)}1${'}'.repeat(900)}`],
  ])('%s is a fault of the record', (_what, schema, body) => {
    const codec = codecOf(schema)
    const error = refusal(() => codec.decode(Buffer.from(body)))
    expect(error.code).toMatch(/^ERR_RECORD_(UNDECODABLE|OUT_OF_RANGE)$/)
    expect(error.message.length).toBeLessThan(600)
  })

  test.each([
    ['{"a":', '}', '"x"'],
    ['[', ']', '"x"'],
  ])('a thousand levels of %s%s are read or refused, never more', (open, close, core) => {
    const codec = codecOf(JSON_VALUE)
    const body = Buffer.from(open.repeat(999) + core + close.repeat(999))
    try {
      codec.decode(body)
    } catch (error) {
      expect(error).toBeInstanceOf(RecordError)
    }
  })

  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '__connect_additional_properties__',
    '',
  ])('the name %j is a name like any other', (name) => {
    const quoted = JSON.stringify(name)
    const schema = `{"type":"object","properties":{${quoted}:{"type":"string"}}}`
    expect(codecOf(schema).schemaOf(Buffer.from(''))).toMatchObject({ fields: [{ name }] })
    expect(read(schema, `{${quoted}:"x"}`)).toEqual(['x'])
    expect(read(schema, '{}')).toEqual([null])
    expect(
      read({ type: 'object', additionalProperties: { type: 'string' } }, `{${quoted}:"x"}`),
    ).toEqual(new Map([[name, 'x']]))
  })
})
