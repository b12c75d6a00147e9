import { describe, expect, test } from 'vitest'
import { createFormat } from '../../../../lib/format/plain/create-format.ts'
import type { JsonValue, Schema, Value } from '../../../../lib/schema.ts'
import { base64, envelope } from '../json/record-text.ts'

/*
 * The 84 cases of Kafka Connect's own JsonConverterTest (apache/kafka, connect/json). Its reader's cases stand here as
 * they are. A case of its writer is adapted: what the writer prints, this reads. Where the switch
 * `replace.null.with.default` is off, or the case has no meaning for a reader, the table says so.
 */

const DECIMAL = (rest: string, scale = 2) =>
  `{ "type": "bytes", "name": "org.apache.kafka.connect.data.Decimal", "version": 1, ${rest} "parameters": { "scale": "${scale}" } }`
const logical = (name: string, base: string, rest: string) =>
  `{ "type": "${base}", "name": "org.apache.kafka.connect.data.${name}", "version": 1 ${rest} }`
const DATE = (rest = '') => logical('Date', 'int32', rest)
const TIME = (rest = '') => logical('Time', 'int32', rest)
const TIMESTAMP = (rest = '') => logical('Timestamp', 'int64', rest)
const OPTIONAL = ', "optional": true'
const OPTIONAL_STRING = '{"type":"string","optional":true,"default":"default"}'
const OPTIONAL_FIELD =
  '{"type":"struct","fields":[{"field":"field1","type":"string","optional":true,"default":"default"}],"optional":false}'

function decode(schema: string, payload: string) {
  return createFormat('connect-json').decode(
    base64(`{ "schema": ${schema}, "payload": ${payload} }`),
  )
}

function reads(schema: string, payload: string, value: Value, shape: Partial<Schema> = {}) {
  const decoded = decode(schema, payload)
  expect(decoded.value).toEqual(value)
  expect(decoded.schema).toMatchObject(shape)
}

function readsWithoutSchema(payload: string, value: JsonValue) {
  expect(decode('null', payload)).toEqual({ schema: null, value })
}

interface Case {
  /** The method of JsonConverterTest. */
  readonly of: string
  readonly promise: string
  check(): void
}

const covered: readonly Case[] = [
  {
    of: 'testConnectSchemaMetadataTranslation',
    promise: 'metadata of a schema is read',
    check() {
      reads('{ "type": "boolean" }', 'true', true, { optional: false, default: null })
      reads('{ "type": "boolean", "optional": true }', 'null', null, { optional: true })
      reads('{ "type": "boolean", "default": true }', 'null', true, { default: true })
      reads(
        '{ "type": "boolean", "optional": false, "name": "bool", "version": 2, "doc": "the documentation", "parameters": { "foo": "bar" }}',
        'true',
        true,
        { optional: false, name: 'bool', version: 2, parameters: new Map([['foo', 'bar']]) },
      )
    },
  },
  {
    of: 'booleanToConnect',
    promise: 'a boolean is read',
    check() {
      reads('{ "type": "boolean" }', 'true', true, { type: 'boolean' })
      reads('{ "type": "boolean" }', 'false', false, { type: 'boolean' })
    },
  },
  {
    of: 'byteToConnect',
    promise: 'an int8 is read',
    check: () => reads('{ "type": "int8" }', '12', 12, { type: 'int8' }),
  },
  {
    of: 'shortToConnect',
    promise: 'an int16 is read',
    check: () => reads('{ "type": "int16" }', '12', 12, { type: 'int16' }),
  },
  {
    of: 'intToConnect',
    promise: 'an int32 is read',
    check: () => reads('{ "type": "int32" }', '12', 12, { type: 'int32' }),
  },
  {
    of: 'longToConnect',
    promise: 'an int64 is read',
    check() {
      reads('{ "type": "int64" }', '12', 12, { type: 'int64' })
      reads('{ "type": "int64" }', '4398046511104', 4398046511104, { type: 'int64' })
    },
  },
  {
    of: 'numberWithLeadingZerosToConnect',
    promise: 'leading zeros are accepted',
    check() {
      reads('{ "type": "int8" }', '0012', 12)
      reads('{ "type": "int16" }', '000123', 123)
      reads('{ "type": "int32" }', '000012345', 12345)
      reads('{ "type": "int64" }', '00000123456789', 123456789)
    },
  },
  {
    of: 'floatToConnect',
    promise: 'a float is read as the number its text names',
    check: () => reads('{ "type": "float" }', '12.34', 12.34, { type: 'float32' }),
  },
  {
    of: 'doubleToConnect',
    promise: 'a double is read',
    check: () => reads('{ "type": "double" }', '12.34', 12.34, { type: 'float64' }),
  },
  {
    of: 'bytesToConnect',
    promise: 'bytes are read from base64',
    check: () =>
      reads('{ "type": "bytes" }', '"dGVzdC1zdHJpbmc="', Buffer.from('test-string'), {
        type: 'bytes',
      }),
  },
  {
    of: 'stringToConnect',
    promise: 'a string is read',
    check: () => reads('{ "type": "string" }', '"foo-bar-baz"', 'foo-bar-baz', { type: 'string' }),
  },
  {
    of: 'arrayToConnect',
    promise: 'an array is read',
    check: () =>
      reads('{ "type": "array", "items": { "type" : "int32" } }', '[1, 2, 3]', [1, 2, 3], {
        type: 'array',
      }),
  },
  {
    of: 'mapToConnectStringKeys',
    promise: 'a map with string keys is read from an object',
    check: () =>
      reads(
        '{ "type": "map", "keys": { "type" : "string" }, "values": { "type" : "int32" } }',
        '{ "key1": 12, "key2": 15}',
        new Map([
          ['key1', 12],
          ['key2', 15],
        ]),
      ),
  },
  {
    of: 'mapToConnectNonStringKeys',
    promise: 'a map with other keys is read from pairs',
    check: () =>
      reads(
        '{ "type": "map", "keys": { "type" : "int32" }, "values": { "type" : "int32" } }',
        '[ [1, 12], [2, 15] ]',
        new Map([
          [1, 12],
          [2, 15],
        ]),
      ),
  },
  {
    of: 'structToConnect',
    promise: 'a struct is read in the order of its fields',
    check: () =>
      reads(
        '{ "type": "struct", "fields": [{ "field": "field1", "type": "boolean" }, { "field": "field2", "type": "string" }] }',
        '{ "field2": "string", "field1": true }',
        [true, 'string'],
        { type: 'struct' },
      ),
  },
  {
    of: 'structWithOptionalFieldToConnect',
    promise: 'an absent optional field is null',
    check: () =>
      reads(
        '{ "type": "struct", "fields": [{ "field":"optional", "type": "string", "optional": true }, {  "field": "required", "type": "string" }] }',
        '{ "required": "required" }',
        [null, 'required'],
      ),
  },
  {
    of: 'schemalessWithEmptyFieldValueToConnect',
    promise: 'JSON without a schema keeps the empty string and null apart',
    check: () =>
      expect(createFormat('json').decode(base64('{ "a": "", "b": null}'))).toEqual({
        schema: null,
        value: { a: '', b: null },
      }),
  },
  {
    of: 'nullSchemaPrimitiveToConnect',
    promise: 'an envelope without a schema holds any JSON',
    check() {
      readsWithoutSchema('null', null)
      readsWithoutSchema('true', true)
      readsWithoutSchema('12', 12)
      readsWithoutSchema('12.24', 12.24)
      readsWithoutSchema('"a string"', 'a string')
      readsWithoutSchema('[1, "2", 3]', [1, '2', 3])
      readsWithoutSchema('{ "field1": 1, "field2": 2}', { field1: 1, field2: 2 })
    },
  },
  {
    of: 'decimalToConnect',
    promise: 'a Decimal is read from its unscaled bytes',
    check: () => reads(DECIMAL(''), '"AJw="', '1.56'),
  },
  {
    of: 'decimalToConnectOptional',
    promise: 'an optional Decimal may be null',
    check: () => reads(DECIMAL('"optional": true,'), 'null', null),
  },
  {
    of: 'decimalToConnectWithDefaultValue',
    promise: 'the default of a Decimal stands in for null',
    check: () => reads(DECIMAL('"default": "AJw=",'), 'null', '1.56', { default: '1.56' }),
  },
  {
    of: 'decimalToConnectOptionalWithDefaultValue',
    promise: 'the default of an optional Decimal stands in for null',
    check: () => reads(DECIMAL('"optional": true, "default": "AJw=",'), 'null', '1.56'),
  },
  {
    of: 'numericDecimalToConnect',
    promise: 'a Decimal is read from a number',
    check: () => reads(DECIMAL(''), '1.56', '1.56'),
  },
  {
    of: 'numericDecimalWithTrailingZerosToConnect',
    promise: 'trailing zeros that the scale asks for are kept',
    check: () => reads(DECIMAL('', 4), '1.5600', '1.5600'),
  },
  {
    of: 'highPrecisionNumericDecimalToConnect',
    promise: 'a Decimal too long for a double is exact',
    check: () => reads(DECIMAL('', 17), '1.23456789123456789', '1.23456789123456789'),
  },
  { of: 'dateToConnect', promise: 'a Date is read', check: () => reads(DATE(), '10000', 10000) },
  {
    of: 'dateToConnectOptional',
    promise: 'an optional Date may be null',
    check: () => reads(DATE(OPTIONAL), 'null', null),
  },
  {
    of: 'dateToConnectWithDefaultValue',
    promise: 'the default 0 of a Date stands in for null',
    check: () => reads(DATE(', "default": 0'), 'null', 0),
  },
  {
    of: 'dateToConnectOptionalWithDefaultValue',
    promise: 'the default 0 of an optional Date stands in for null',
    check: () => reads(DATE(`${OPTIONAL}, "default": 0`), 'null', 0),
  },
  {
    of: 'timeToConnect',
    promise: 'a Time is read',
    check: () => reads(TIME(), '14400000', 14400000),
  },
  {
    of: 'timeToConnectOptional',
    promise: 'an optional Time may be null',
    check: () => reads(TIME(OPTIONAL), 'null', null),
  },
  {
    of: 'timeToConnectWithDefaultValue',
    promise: 'the default 0 of a Time stands in for null',
    check: () => reads(TIME(', "default": 0'), 'null', 0),
  },
  {
    of: 'timeToConnectOptionalWithDefaultValue',
    promise: 'the default 0 of an optional Time stands in for null',
    check: () => reads(TIME(`${OPTIONAL}, "default": 0`), 'null', 0),
  },
  {
    of: 'timestampToConnect',
    promise: 'a Timestamp is read',
    check: () => reads(TIMESTAMP(), '4000000000', 4000000000),
  },
  {
    of: 'timestampToConnectOptional',
    promise: 'an optional Timestamp may be null',
    check: () => reads(TIMESTAMP(OPTIONAL), 'null', null),
  },
  {
    of: 'timestampToConnectWithDefaultValue',
    promise: 'the default of a Timestamp stands in for null',
    check: () => reads(TIMESTAMP(', "default": 42'), 'null', 42),
  },
  {
    of: 'timestampToConnectOptionalWithDefaultValue',
    promise: 'the default of an optional Timestamp stands in for null',
    check: () => reads(TIMESTAMP(`${OPTIONAL}, "default": 42`), 'null', 42),
  },
  {
    of: 'noSchemaToConnect',
    promise: 'JSON without an envelope is read as it stands',
    check: () =>
      expect(createFormat('json').decode(base64('true'))).toEqual({ schema: null, value: true }),
  },
  {
    of: 'deserializeNullToDefault',
    promise: 'a default stands in for a null payload, though it is optional',
    check: () => reads(OPTIONAL_STRING, 'null', 'default'),
  },
  {
    of: 'deserializeFieldNullToDefault',
    promise: 'a default stands in for a null field, though it is optional',
    check: () => reads(OPTIONAL_FIELD, '{"field1":null}', ['default']),
  },
]

const adapted: readonly Case[] = [
  {
    of: 'nullToConnect',
    promise: 'an envelope of two nulls is a delete, as a record without a value is',
    check: () => readsWithoutSchema('null', null),
  },
  {
    of: 'emptyBytesToConnect',
    promise: 'no bytes at all are refused, with or without schemas',
    check() {
      for (const format of ['connect-json', 'json', 'auto'] as const) {
        expect(() => createFormat(format).decode('')).toThrow('value is empty')
      }
    },
  },
  {
    of: 'testCacheSchemaToConnectConversion',
    promise: 'the same schema text gives the same schema, another text another',
    check() {
      const format = createFormat('connect-json')
      const first = format.peek(envelope('{ "type": "boolean" }', 'true'))
      expect(format.peek(envelope('{ "type": "boolean" }', 'true'))).toBe(first)
      expect(format.peek(envelope('{ "type": "boolean", "optional": true }', 'true'))).not.toBe(
        first,
      )
      const written = format.peek(envelope('{ "type": "boolean", "optional": false }', 'true'))
      expect(written).not.toBe(first)
      expect(written).toEqual(first)
    },
  },
  {
    of: 'testJsonSchemaMetadataTranslation',
    promise: 'the metadata that the writer prints is read',
    check() {
      reads('{"type":"boolean","optional":false}', 'true', true, { optional: false })
      reads('{"type":"boolean","optional":true}', 'null', null, { optional: true })
      reads('{"type":"boolean","optional":false,"default":true}', 'true', true, { default: true })
      reads(
        '{"type":"boolean","optional":false,"name":"bool","version":3,"doc":"the documentation","parameters":{"foo":"bar"}}',
        'true',
        true,
        { name: 'bool', version: 3, parameters: new Map([['foo', 'bar']]) },
      )
    },
  },
  {
    of: 'booleanToJson',
    promise: 'a written boolean is read',
    check: () => reads('{"type":"boolean","optional":false}', 'true', true),
  },
  {
    of: 'byteToJson',
    promise: 'a written int8 is read',
    check: () => reads('{"type":"int8","optional":false}', '12', 12),
  },
  {
    of: 'shortToJson',
    promise: 'a written int16 is read',
    check: () => reads('{"type":"int16","optional":false}', '12', 12),
  },
  {
    of: 'intToJson',
    promise: 'a written int32 is read',
    check: () => reads('{"type":"int32","optional":false}', '12', 12),
  },
  {
    of: 'longToJson',
    promise: 'a written int64 is read',
    check: () => reads('{"type":"int64","optional":false}', '4398046511104', 4398046511104),
  },
  {
    of: 'floatToJson',
    promise: 'a written float is read',
    check: () => reads('{"type":"float","optional":false}', '12.34', 12.34),
  },
  {
    of: 'doubleToJson',
    promise: 'a written double is read',
    check: () => reads('{"type":"double","optional":false}', '12.34', 12.34),
  },
  {
    of: 'bytesToJson',
    promise: 'written bytes are read',
    check: () =>
      reads('{"type":"bytes","optional":false}', '"dGVzdC1zdHJpbmc="', Buffer.from('test-string')),
  },
  {
    of: 'stringToJson',
    promise: 'a written string is read',
    check: () => reads('{"type":"string","optional":false}', '"test-string"', 'test-string'),
  },
  {
    of: 'arrayToJson',
    promise: 'a written array is read',
    check: () =>
      reads(
        '{"type":"array","items":{"type":"int32","optional":false},"optional":false}',
        '[1,2,3]',
        [1, 2, 3],
      ),
  },
  {
    of: 'mapToJsonStringKeys',
    promise: 'a written map with string keys is read',
    check: () =>
      reads(
        '{"type":"map","keys":{"type":"string","optional":false},"values":{"type":"int32","optional":false},"optional":false}',
        '{"key1":12,"key2":15}',
        new Map([
          ['key1', 12],
          ['key2', 15],
        ]),
      ),
  },
  {
    of: 'mapToJsonNonStringKeys',
    promise: 'a written map with other keys is read',
    check: () =>
      reads(
        '{"type":"map","keys":{"type":"int32","optional":false},"values":{"type":"int32","optional":false},"optional":false}',
        '[[1,12],[2,15]]',
        new Map([
          [1, 12],
          [2, 15],
        ]),
      ),
  },
  {
    of: 'structToJson',
    promise: 'a written struct is read',
    check: () =>
      reads(
        '{"type":"struct","optional":false,"fields":[{"field":"field1","type":"boolean","optional":false},{"field":"field2","type":"string","optional":false},{"field":"field3","type":"string","optional":false},{"field":"field4","type":"boolean","optional":false}]}',
        '{"field1":true,"field2":"string2","field3":"string3","field4":false}',
        [true, 'string2', 'string3', false],
      ),
  },
  {
    of: 'structSchemaIdentical',
    promise: 'two records with equal schemas share one schema object',
    check() {
      const format = createFormat('connect-json')
      const schema =
        '{"type":"struct","fields":[{"field":"field1","type":"boolean"},{"field":"field2","type":"string"}]}'
      const first = format.decode(envelope(schema, '{"field1":true,"field2":"a"}'))
      const second = format.decode(envelope(schema, '{"field1":false,"field2":"b"}'))
      expect(second.schema).toBe(first.schema)
    },
  },
  {
    of: 'decimalToJson',
    promise: 'a written Decimal is read',
    check: () => reads(DECIMAL('"optional": false,'), '"AJw="', '1.56'),
  },
  {
    of: 'decimalToNumericJson',
    promise: 'a Decimal written as a number is read',
    check: () => reads(DECIMAL('"optional": false,'), '1.56', '1.56'),
  },
  {
    of: 'decimalWithTrailingZerosToNumericJson',
    promise: 'a Decimal written as a number with trailing zeros is read with them',
    check: () => reads(DECIMAL('"optional": false,', 4), '1.5600', '1.5600'),
  },
  {
    of: 'dateToJson',
    promise: 'a written Date is read',
    check: () => reads(DATE(', "optional": false'), '10000', 10000),
  },
  {
    of: 'timeToJson',
    promise: 'a written Time is read',
    check: () => reads(TIME(', "optional": false'), '14400000', 14400000),
  },
  {
    of: 'timestampToJson',
    promise: 'a written Timestamp is read',
    check: () => reads(TIMESTAMP(', "optional": false'), '4000000000', 4000000000),
  },
  {
    of: 'nullSchemaAndPrimitiveToJson',
    promise: 'a primitive written without a schema is read',
    check: () => readsWithoutSchema('true', true),
  },
  {
    of: 'nullSchemaAndArrayToJson',
    promise: 'an array written without a schema is read',
    check: () => readsWithoutSchema('[1,"string",true]', [1, 'string', true]),
  },
  {
    of: 'nullSchemaAndMapToJson',
    promise: 'a map with string keys written without a schema is an object',
    check: () =>
      readsWithoutSchema('{"key1":12,"key2":"string","key3":true}', {
        key1: 12,
        key2: 'string',
        key3: true,
      }),
  },
  {
    of: 'nullSchemaAndMapNonStringKeysToJson',
    promise: 'a map with other keys written without a schema is an array of pairs',
    check: () =>
      readsWithoutSchema('[["string",12],[52,"string"],[false,true]]', [
        ['string', 12],
        [52, 'string'],
        [false, true],
      ]),
  },
  {
    of: 'mismatchSchemaJson',
    promise: 'a payload that is not what its schema says is refused',
    check: () => expect(() => decode('{"type":"double"}', 'true')).toThrow('double wanted'),
  },
  {
    of: 'noSchemaToJson',
    promise: 'what is written without an envelope is read',
    check: () => expect(createFormat('json').decode(base64('true')).value).toBe(true),
  },
  {
    of: 'serializeNullToDefault',
    promise: 'the default that a writer prints for null is read',
    check: () => reads(OPTIONAL_STRING, '"default"', 'default'),
  },
  {
    of: 'serializeNullToNull',
    promise: 'a null that a writer prints in spite of a default reads as the default',
    check: () => reads(OPTIONAL_STRING, 'null', 'default'),
  },
  {
    of: 'serializeFieldNullToDefault',
    promise: 'the default that a writer prints for a null field is read',
    check: () => reads(OPTIONAL_FIELD, '{"field1":"default"}', ['default']),
  },
  {
    of: 'serializeFieldNullToNull',
    promise: 'a null field that a writer prints in spite of a default reads as the default',
    check: () => reads(OPTIONAL_FIELD, '{"field1":null}', ['default']),
  },
]

const notApplicable: Readonly<Record<string, string>> = {
  deserializeNullToNull: 'replace.null.with.default=false is not offered',
  deserializeFieldNullToNull: 'replace.null.with.default=false is not offered',
  decimalToJsonWithoutSchema: 'a writer refuses; no text comes of it',
  nullSchemaAndNullValueToJson: 'a writer makes a record without a value, which no format sees',
  nullValueToJson: 'a writer makes a record without a value, which no format sees',
  testCacheSchemaToJsonConversion: "the writer's cache",
  testJsonSchemaCacheSizeFromConfigFile: 'the size of the cache is no option here',
  testStringHeaderToJson: 'no format reads headers',
  stringHeaderToConnect: 'no format reads headers',
  testVersionRetrievedFromAppInfoParser: "the converter's version",
}

describe('cases of the reader, as they are', () => {
  for (const { of, promise, check } of covered) test(`${promise} (${of})`, check)
})

describe('cases of the writer and of the caches, adapted', () => {
  for (const { of, promise, check } of adapted) test(`${promise} (${of})`, check)
})

test('all 84 cases of JsonConverterTest are accounted for, each once', () => {
  const names = [...covered, ...adapted].map(({ of }) => of).concat(Object.keys(notApplicable))
  expect(names).toHaveLength(84)
  expect(new Set(names).size).toBe(84)
})
