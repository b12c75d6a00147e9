import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ENUM, JSON_TEXT } from '../../../../lib/schema/logical-type.ts'
import type { Schema, StructSchema, Value } from '../../../../lib/schema.ts'
import { codecOf, refusal, schemaOf } from './read-by-schema.ts'

/*
 * The reader's cases of JsonSchemaDataTest (confluentinc/schema-registry, json-schema-converter), with schemas as text.
 * test/oracles/json-schema-data.md accounts for all 133.
 */

const DECIMAL = 'org.apache.kafka.connect.data.Decimal'
const ONE_OF = 'io.confluent.connect.json.OneOf'

const INT8 = { type: 'integer', 'connect.type': 'int8' }
const INT16 = { type: 'integer', 'connect.type': 'int16' }
const STRING = { type: 'string' }
const decimal = (scale: string) => ({
  type: 'number',
  title: DECIMAL,
  'connect.type': 'bytes',
  'connect.parameters': { scale },
})
const nullable = (schema: object) => ({ oneOf: [{ type: 'null' }, schema] })
const RECORD = {
  type: 'object',
  title: 'Record',
  properties: { int8: { ...INT8, 'connect.index': 0 }, string: { ...STRING, 'connect.index': 1 } },
}
const WITH_OPTIONAL = {
  ...RECORD,
  properties: { ...RECORD.properties, string: { ...nullable(STRING), 'connect.index': 1 } },
}
const WITH_ARRAY = {
  type: 'object',
  title: 'Record',
  properties: {
    string: { ...nullable(STRING), 'connect.index': 0 },
    array: { ...nullable({ type: 'array', items: STRING }), 'connect.index': 1 },
  },
}
const NESTED = {
  type: 'object',
  title: 'Record',
  properties: {
    nestedRecord: nullable({
      type: 'object',
      title: 'nestedRecord',
      properties: { string: STRING },
    }),
  },
}
const VEHICLE = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  properties: { vehicle: { $ref: '#/definitions/Vehicle' } },
  definitions: {
    Price: { type: 'object', properties: { amount: { type: 'number', format: 'decimal' } } },
    Vehicle: {
      type: 'object',
      required: ['offerPrice'],
      properties: {
        offerPrice: { 'connect.index': 1, $ref: '#/definitions/Price' },
        catalogPrice: { 'connect.index': 2, ...nullable({ $ref: '#/definitions/Price' }) },
        firstRegistration: { 'connect.index': 3, type: 'string', format: 'date-time' },
      },
    },
  },
}
const optionalMap = {
  type: 'array',
  'connect.type': 'map',
  items: { type: 'object', properties: { key: INT8, value: nullable(STRING) } },
}
const twoStructs = {
  oneOf: [
    { type: 'object', title: 'field0', properties: { a: INT8, b: STRING } },
    { type: 'object', title: 'field1', properties: { c: INT8, d: STRING } },
  ],
}
const nestedBranches = {
  oneOf: ['A', 'B'].map((letter) => ({
    type: 'object',
    properties: { common: { type: 'object', properties: { [letter]: STRING } } },
  })),
}
const one = (schema: object) => ({ type: 'object', properties: { field: schema } })

type Case = readonly [
  of: string,
  schema: unknown,
  body: string,
  value: Value,
  shape: Partial<Schema>,
]

const CASES: readonly Case[] = [
  [
    'testToConnectNull',
    nullable({ type: 'boolean' }),
    'null',
    null,
    { type: 'boolean', optional: true },
  ],
  ['testToConnectBoolean', { type: 'boolean' }, 'true', true, { type: 'boolean', optional: false }],
  ['testToConnectInt8', INT8, '12', 12, { type: 'int8' }],
  [
    'testToConnectInt8WithDefault',
    { ...INT8, default: 34 },
    '12',
    12,
    { type: 'int8', default: 34 },
  ],
  ['testToConnectInt8WithDefaultConversion', { ...INT8, default: 34 }, 'null', 34, { default: 34 }],
  ['testToConnectInt16', INT16, '12', 12, { type: 'int16' }],
  ['testToConnectInt32', { type: 'integer', 'connect.type': 'int32' }, '12', 12, { type: 'int32' }],
  ['testToConnectInt64', { type: 'integer', 'connect.type': 'int64' }, '12', 12, { type: 'int64' }],
  [
    'testToConnectFloat32',
    { type: 'number', 'connect.type': 'float32' },
    '12.0',
    12,
    { type: 'float32' },
  ],
  [
    'testToConnectFloat64',
    { type: 'number', 'connect.type': 'float64' },
    '12.0',
    12,
    { type: 'float64' },
  ],
  [
    'testToConnectNullableStringNullvalue',
    nullable(STRING),
    'null',
    null,
    { type: 'string', optional: true },
  ],
  [
    'testToConnectNullableString',
    nullable(STRING),
    '"teststring"',
    'teststring',
    { optional: true },
  ],
  [
    'testToConnectString',
    STRING,
    '"teststring"',
    'teststring',
    { type: 'string', optional: false },
  ],
  [
    'testToConnectBytes',
    { type: 'string', 'connect.type': 'bytes' },
    '"dGVzdHN0cmluZw=="',
    Buffer.from('teststring'),
    { type: 'bytes' },
  ],
  ['testToConnectArray', { type: 'array', items: INT8 }, '[12,13]', [12, 13], { type: 'array' }],
  [
    'testToConnectMapStringKeys',
    { type: 'object', 'connect.type': 'map', additionalProperties: INT8 },
    '{"field":12}',
    new Map([['field', 12]]),
    { type: 'map' },
  ],
  [
    'testToConnectMapNonStringKeys',
    {
      type: 'array',
      'connect.type': 'map',
      items: { type: 'object', properties: { key: INT8, value: INT16 } },
    },
    '[{"key":12,"value":16}]',
    new Map([[12, 16]]),
    { type: 'map' },
  ],
  [
    'testToConnectRecord',
    RECORD,
    '{"int8":12,"string":"sample string"}',
    [12, 'sample string'],
    { type: 'struct', name: 'Record' },
  ],
  [
    'testToConnectRecordWithOptionalValue',
    WITH_OPTIONAL,
    '{"int8":12,"string":"sample string"}',
    [12, 'sample string'],
    {},
  ],
  [
    'testToConnectRecordWithOptionalNullValue',
    WITH_OPTIONAL,
    '{"int8":12,"string":null}',
    [12, null],
    {},
  ],
  [
    'testToConnectRecordWithNoAdditionalProperties',
    { ...RECORD, additionalProperties: false },
    '{"int8":12}',
    [12, null],
    { name: 'Record' },
  ],
  [
    'testToConnectRecordWithOptionalReference',
    VEHICLE,
    '{"vehicle":{"offerPrice":{"amount":20000},"firstRegistration":"2020-08-19T12:05:15.953Z"}}',
    [[[20000], null, '2020-08-19T12:05:15.953Z']],
    {},
  ],
  ['testToConnectRecordWithMissingNonoptional', RECORD, '{"int8":12}', [12, null], {}],
  [
    'testToConnectRecordWithOptionalArrayValue',
    WITH_ARRAY,
    '{"string":"xx","array":["test"]}',
    ['xx', ['test']],
    {},
  ],
  [
    'testToConnectRecordWithOptionalArrayNullValue',
    WITH_ARRAY,
    '{"string":"xx","array":null}',
    ['xx', null],
    {},
  ],
  [
    'testToConnectNestedRecordWithOptionalRecordValue',
    NESTED,
    '{"nestedRecord":{"string":"xx"}}',
    [['xx']],
    {},
  ],
  [
    'testToConnectNestedRecordWithOptionalRecordNullValue',
    NESTED,
    '{"nestedRecord":null}',
    [null],
    {},
  ],
  ['testToConnectBase64Decimal', decimal('2'), '"AJw="', '1.56', { type: 'bytes', name: DECIMAL }],
  ['testToConnectNumericDecimal', decimal('2'), '1.56', '1.56', {}],
  ['testToConnectNumericDecimalWithTrailingZeros', decimal('4'), '1.5600', '1.5600', {}],
  [
    'testToConnectHighPrecisionNumericDecimal',
    decimal('17'),
    '1.23456789123456789',
    '1.23456789123456789',
    {},
  ],
  [
    'testToConnectConst',
    { const: 'one' },
    '"one"',
    'one',
    { type: 'string', name: ENUM, parameters: new Map([['allowed', 'one']]) },
  ],
  [
    'testToConnectEnum',
    { enum: ['one', 'two', 'three'] },
    '"one"',
    'one',
    {
      type: 'string',
      optional: false,
      name: ENUM,
      parameters: new Map([['allowed', 'one,two,three']]),
    },
  ],
  [
    'testToConnectEnumWithNull',
    { enum: ['one', 'two', null] },
    '"one"',
    'one',
    { optional: true, parameters: new Map([['allowed', 'one,two']]) },
  ],
  [
    'testToConnectEnumInAllOf',
    { allOf: [STRING, { enum: ['one', 'two'] }] },
    '"one"',
    'one',
    { type: 'string', name: ENUM },
  ],
  [
    'testToConnectIntEnumInAllOfIsValid',
    { allOf: [{ type: 'number' }, { enum: [1, 2] }] },
    '123.45',
    123.45,
    { type: 'float64', name: null },
  ],
  [
    'testToConnectUnionEnumInAllOfIsValid',
    { allOf: [{ oneOf: [INT8, INT16] }, { enum: [1, 2] }] },
    '12',
    [12, null],
    { type: 'struct', name: ONE_OF },
  ],
  [
    'testToConnectStringConstInAllOf',
    { const: 'money', type: 'string' },
    '"money"',
    'money',
    { type: 'string', name: null },
  ],
  [
    'testToConnectIntegerConstInAllOf',
    { const: 123, type: 'integer' },
    '123',
    123,
    { type: 'int64' },
  ],
  [
    'testToConnectNumberConstInAllOf',
    { const: 123.45, type: 'number' },
    '123.45',
    123.45,
    { type: 'float64' },
  ],
  [
    'testToConnectReferenceInAllOf',
    { allOf: [{ $ref: '#/$defs/n' }], $defs: { n: { type: 'integer', 'connect.type': 'int64' } } },
    '27',
    27,
    { type: 'int64' },
  ],
  [
    'testToConnectUnion',
    { oneOf: [INT8, INT16] },
    '12',
    [12, null],
    { type: 'struct', name: ONE_OF, optional: false },
  ],
  ['testToConnectSingletonUnion', { oneOf: [STRING] }, '"bar"', 'bar', { type: 'string' }],
  [
    'testToConnectUnionSecondField',
    { oneOf: [STRING, { type: 'integer', 'connect.type': 'int32' }] },
    '12',
    [null, 12],
    {},
  ],
  [
    'testToConnectUnionDifferentIntegralType',
    { oneOf: [STRING, { type: 'integer' }] },
    '123',
    [null, 123],
    {},
  ],
  [
    'testToConnectUnionDifferentNumericType',
    { oneOf: [STRING, { type: 'number' }] },
    '123',
    [null, 123],
    {},
  ],
  ['testToConnectUnionFromAnyOf', { anyOf: [INT8, INT16] }, '12', [12, null], { name: ONE_OF }],
  ['testToConnectUnionDifferentStruct', twoStructs, '{"c":12,"d":"x"}', [null, [12, 'x']], {}],
  [
    'testToConnectUnionSecondNestedSchemas',
    nestedBranches,
    '{"common":{"B":"x"}}',
    [null, [['x']]],
    {},
  ],
  [
    'testToConnectMapOptionalValue',
    optionalMap,
    '[{"key":12,"value":"some value"}]',
    new Map([[12, 'some value']]),
    { type: 'map' },
  ],
  [
    'testToConnectMapOptionalNullValue',
    optionalMap,
    '[{"key":12,"value":null}]',
    new Map([[12, null]]),
    {},
  ],
  [
    'testToNamedConnectMap',
    {
      type: 'object',
      title: 'foo.bar',
      'connect.type': 'map',
      additionalProperties: { type: 'integer', 'connect.type': 'int32' },
    },
    '{}',
    new Map(),
    { type: 'map', name: 'foo.bar' },
  ],
  [
    'testCombinedSchemaTitleAndObject',
    {
      title: 'Product',
      type: 'object',
      anyOf: [one(STRING), { type: 'object', properties: { code: STRING } }],
    },
    '{"code":"x"}',
    [null, ['x']],
    { name: ONE_OF },
  ],
  [
    'testToConnectVariant',
    {},
    '{"name":"Alice","age":30}',
    '{"name":"Alice","age":30}',
    { type: 'string', name: JSON_TEXT },
  ],
  ['testToConnectVariantString', {}, '"hello"', '"hello"', {}],
  ['testToConnectVariantNumber', {}, '42', '42', {}],
  ['testToConnectVariantBoolean', true, 'true', 'true', {}],
  ['testToConnectVariantArray', {}, '[1,2,3]', '[1,2,3]', {}],
  ['testToConnectVariantNull', {}, 'null', null, { optional: true }],
  [
    'testPreserveAdditionalPropertiesDefaultOffPreservesLossyBehavior',
    { type: 'object', additionalProperties: { type: 'integer' } },
    '{"a":1,"b":2}',
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
    { type: 'map' },
  ],
  [
    'testDefaultOffPayloadWithReservedNameIsSilentlyDropped',
    one(STRING),
    '{"field":"x","__connect_additional_properties__":1}',
    ['x'],
    {},
  ],
]

describe('a case of JsonSchemaDataTest', () => {
  test.each(CASES)('%s', (_of, schema, body, value, shape) => {
    const codec = codecOf(schema)
    expect(codec.decode(Buffer.from(body))).toEqual(value)
    expect(codec.schemaOf(Buffer.from(body))).toMatchObject(shape)
  })

  test('testCombinedSchemaAllOfRef', () => {
    const schema = schemaOf({
      allOf: [{ $ref: '#/definitions/One' }, { $ref: '#/definitions/Two' }],
      type: 'object',
      properties: { prevUserId: STRING, newUserId: STRING },
      definitions: {
        One: { properties: { id: STRING, type: STRING } },
        Two: { properties: { id2: STRING } },
      },
    })
    expect(fieldNames(schema)).toEqual(['id', 'type', 'id2', 'prevUserId', 'newUserId'])
  })

  test.each([
    ['testNumericFormats', { type: 'integer', format: 'int32' }, 'int64', false],
    ['testNumericFormats', { type: 'number', format: 'double' }, 'float64', false],
    ['testOptionalNumericFormats', { type: ['null', 'number'], format: 'int32' }, 'float64', true],
    ['testOptionalNumericFormats', { type: ['null', 'integer'], format: 'double' }, 'int64', true],
    ['testStringFormats', { type: 'string', format: 'uuid' }, 'string', false],
    ['testOptionalStringFormats', { type: ['null', 'string'], format: 'uuid' }, 'string', true],
    [
      'testOptionalReferencedSchema',
      { ...nullable({ $ref: '#/$defs/n' }), $defs: { n: one(STRING) } },
      'struct',
      true,
    ],
    [
      'testOptionalObjectOrArray',
      { anyOf: [one(STRING), { type: 'array', items: one(STRING) }, { type: 'null' }] },
      'struct',
      true,
    ],
    [
      'testUseModernDialects',
      { type: ['object', 'null'], properties: { a: { type: ['array', 'null'], items: {} } } },
      'struct',
      true,
    ],
    ['testAnyOfWithArray', { items: STRING, required: [], type: ['array', 'null'] }, 'array', true],
  ] as const)('%s: %j', (_of, schema, type, optional) => {
    expect(schemaOf(schema)).toMatchObject({ type, optional })
  })

  test('testToConnectRecursiveSchema', () => {
    const schema = schemaOf({
      type: 'object',
      title: 'Task',
      id: '#id1',
      properties: { parent: { $ref: '#id1' }, title: { type: 'string', 'connect.index': 1 } },
    }) as StructSchema
    expect(fieldNames(schema)).toEqual(['parent', 'title'])
    expect(schema.fields[0]?.schema).toBe(schema)
  })

  test('testToConnectRecursiveSchema2', () => {
    const items = { $ref: '#/$defs/Foo' }
    const schema = schemaOf({
      title: 'Foo',
      $ref: '#/$defs/Foo',
      $defs: {
        Foo: {
          type: 'object',
          properties: {
            foos: { oneOf: [{ type: 'array', items }, { type: 'null' }], type: 'array', items },
          },
        },
      },
    }) as StructSchema
    expect(schema.name).toBe('Foo')
    const foos = schema.fields[0]?.schema
    expect(foos).toMatchObject({ type: 'array', optional: true })
    const node = foos?.type === 'array' ? foos.items : null
    expect(node).toMatchObject({ type: 'struct' })
    expect(node?.type === 'struct' ? node.fields[0]?.schema : null).toMatchObject({ items: node })
  })

  test('testToConnectNull, of a schema without null', () => {
    const { message } = refusal(() => codecOf({ type: 'boolean' }).decode(Buffer.from('null')))
    expect(message).toBe('value: boolean wanted, null found')
  })
})

test('the table of JsonSchemaDataTest accounts for each case once, and its covered ones stand here', () => {
  const table = readFileSync(
    new URL('../../../oracles/json-schema-data.md', import.meta.url),
    'utf8',
  )
  const rows = [...table.matchAll(/^\| (test\w+) \| (covered|adapted|not applicable) \|/gm)]
  expect(new Set(rows.map(([, name]) => name)).size).toBe(133)
  expect(rows).toHaveLength(133)
  const here = readFileSync(new URL(import.meta.url), 'utf8')
  for (const [, name, fate] of rows) {
    if (fate === 'covered') expect(here, name).toMatch(new RegExp(`'${name}'|'${name},`))
  }
})

function fieldNames(schema: Schema): readonly string[] {
  return schema.type === 'struct' ? schema.fields.map(({ name }) => name) : []
}
