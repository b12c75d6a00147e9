import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { createFormat } from '../../../../lib/format/plain/create-format.ts'
import { envelope, struct } from '../json/record-text.ts'

function peek(schema: string) {
  return createFormat('connect-json').peek(envelope(schema, 'null'))
}

function refusal(schema: string): RecordError {
  try {
    peek(schema)
  } catch (error) {
    if (error instanceof RecordError) return error
    throw error
  }
  throw new Error(`${schema} was read`)
}

const deep = (levels: number) =>
  `${'{"type":"array","items":'.repeat(levels)}{"type":"int8"}${'}'.repeat(levels)}`

describe('a schema that is none is refused, and its place named', () => {
  test.each([
    ['{"type":"float32"}', 'schema: unknown type "float32"; Kafka Connect\'s JSON names are int8'],
    ['{"type":"float64"}', 'unknown type "float64"'],
    ['{"type":"toString"}', 'unknown type "toString"'],
    ['{"type":"__proto__"}', 'unknown type "__proto__"'],
    ['{"type":1}', 'schema: no type'],
    ['{}', 'schema: no type'],
    ['"int32"', 'schema: a schema is an object with a member "type"'],
    ['[]', 'schema: a schema is an object'],
    ['12345678901234567890', 'schema: a schema is an object'],
    [struct({ price: '"type":"decimal"' }), 'schema.price: unknown type "decimal"'],
    [struct({ 'a b"c': '"type":"x"' }), 'schema["a b\\"c"]: unknown type "x"'],
    ['{"type":"struct"}', 'schema: a struct needs "fields", an array'],
    ['{"type":"struct","fields":{}}', 'schema: a struct needs "fields", an array'],
    ['{"type":"struct","fields":[{"type":"int8"}]}', 'each field of a struct needs "field"'],
    ['{"type":"struct","fields":[{"field":1,"type":"int8"}]}', 'each field of a struct needs'],
    ['{"type":"struct","fields":[null]}', 'each field of a struct needs "field"'],
    [
      '{"type":"struct","fields":[{"field":"a","type":"int8"},{"field":"a","type":"int8"}]}',
      'schema.a: two fields have this name',
    ],
    ['{"type":"array"}', 'schema[]: a schema is an object'],
    ['{"type":"array","items":null}', 'schema[]: a schema is an object'],
    ['{"type":"map","values":{"type":"int8"}}', 'schema[key]: a schema is an object'],
    ['{"type":"map","keys":{"type":"int8"}}', 'schema[value]: a schema is an object'],
    ['{"type":"int8","parameters":{"a":1}}', 'schema: the parameter "a" must be a string'],
    ['{"type":"int8","default":"x"}', 'schema, default: int8 wanted, string found'],
    ['{"type":"int8","default":300}', 'schema, default: number outside int8'],
    ['{"type":"int8","default":null}', 'schema, default: int8 (required, without a default)'],
  ])('%s', (schema, message) => {
    const error = refusal(schema)
    expect(error.code).toBe('ERR_RECORD_SCHEMA')
    expect(error.message).toContain(message)
  })

  test.each([
    '',
    ',"parameters":{}',
    '2',
    '"x"',
    '"1.5"',
    '"1001"',
    '"-1001"',
    '"2147483647"',
    '""',
  ])('a Decimal with the scale %s', (scale) => {
    const parameters =
      scale.startsWith(',') || scale === '' ? scale : `,"parameters":{"scale":${scale}}`
    const schema = `{"type":"bytes","name":"org.apache.kafka.connect.data.Decimal"${parameters}}`
    expect(refusal(schema).code).toBe('ERR_RECORD_SCHEMA')
  })

  test('a type name is shown no longer than it helps', () => {
    expect(refusal(`{"type":"${'x'.repeat(10_000)}"}`).message.length).toBeLessThan(300)
  })

  test('a schema deeper than a thousand levels', () => {
    expect(refusal(deep(10_000)).message).toContain('nests deeper than 1000 levels')
    expect(peek(deep(900))?.type).toBe('array')
  })
})

describe('a schema keeps what Connect keeps', () => {
  test('optional is true only where it says so', () => {
    expect(peek('{"type":"int8","optional":"true"}')?.optional).toBe(false)
    expect(peek('{"type":"int8","optional":1}')?.optional).toBe(false)
    expect(peek('{"type":"int8","optional":true}')?.optional).toBe(true)
  })

  test('a name that is no string and a version that is no integer are ignored', () => {
    expect(peek('{"type":"int8","name":1,"version":"2"}')).toMatchObject({
      name: null,
      version: null,
    })
    expect(peek('{"type":"int8","version":2.5}')?.version).toBeNull()
  })

  test('a default null on an optional schema is no default', () => {
    expect(peek('{"type":"int8","optional":true,"default":null}')?.default).toBeNull()
  })

  test('a logical type goes by its name, whatever the base type says', () => {
    const format = createFormat('connect-json')
    const decimal =
      '{"type":"string","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"1"}}'
    expect(format.decode(envelope(decimal, '"AQ=="')).value).toBe('0.1')
  })

  test('fields keep their order and the names that JavaScript knows', () => {
    const schema = peek(
      '{"type":"struct","fields":[{"field":"toString","type":"int8"},{"field":"2","type":"int8"},{"field":"1","type":"int8"}]}',
    )
    expect(schema?.type === 'struct' && schema.fields.map(({ name }) => name)).toEqual([
      'toString',
      '2',
      '1',
    ])
  })
})
