import { describe, expect, test } from 'vitest'
import { logicalType } from '../../../../lib/schema/logical-type.ts'
import type { Schema } from '../../../../lib/schema.ts'
import { encode, fieldsOf, membersOf, read, wire } from './wire.ts'

const field = (file: string, type: string, options = '') =>
  `syntax = "proto3"; import "${file}"; import "confluent/meta.proto"; message M { ${type} f = 1 ${options}; }`

function readField(file: string, type: string, body: Uint8Array, options = '') {
  const { schema, value } = read(field(file, type, options), wire([1, 'bytes', body]))
  return { schema: membersOf(schema).f as Schema, value: (value as readonly unknown[])[0] }
}

describe('google.protobuf.Timestamp', () => {
  const FILE = 'google/protobuf/timestamp.proto'
  const TYPE = 'google.protobuf.Timestamp'

  test.each<[string, Uint8Array, number | bigint]>([
    ['1970', wire(), 0],
    ['a second and 5 ns', wire([1, 'int64', 1], [2, 'int32', 5]), 1_000_000_005],
    ['2017-12-31', wire([1, 'int64', 1_514_678_400]), 1_514_678_400_000_000_000n],
    [
      'the last',
      wire([1, 'int64', 253_402_300_799], [2, 'int32', 999_999_999]),
      253_402_300_799_999_999_999n,
    ],
    ['before 1970', wire([1, 'int64', -1], [2, 'int32', 999_999_999]), -1],
  ])('%s in nanoseconds', (_, body, nanoseconds) => {
    const { schema, value } = readField(FILE, TYPE, body)
    expect(logicalType(schema)).toEqual({ kind: 'proto-timestamp' })
    expect(value).toBe(nanoseconds)
  })

  test.each([-1, 1_000_000_000])('no timestamp has %d nanoseconds', (nanos) => {
    expect(() => readField(FILE, TYPE, wire([2, 'int32', nanos]))).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_OUT_OF_RANGE',
        message: expect.stringMatching(/^M\.f: nanos/),
      }),
    )
  })

  test('null where it is not written; merged where it is written in parts', () => {
    const text = field(FILE, TYPE)
    expect(read(text, wire()).value).toEqual([null])
    const body = wire([1, 'bytes', wire([1, 'int64', 3])], [1, 'bytes', wire([2, 'int32', 4])])
    expect(read(text, body).value).toEqual([3_000_000_004])
  })

  test('in lists, maps, oneofs, and as the record itself', () => {
    const text = `syntax = "proto3"; import "${FILE}"; message M { repeated ${TYPE} a = 1;
      map<string, ${TYPE}> b = 2; oneof pick { ${TYPE} c = 3; int32 d = 4; } }`
    const second = wire([1, 'int64', 1])
    const body = wire(
      [1, 'bytes', second],
      [1, 'bytes', wire()],
      [2, 'bytes', wire([1, 'string', 'k'], [2, 'bytes', second])],
      [2, 'bytes', wire([1, 'string', 'none'])],
      [3, 'bytes', second],
    )
    const map = new Map([
      ['k', 1e9],
      ['none', 0],
    ])
    expect(read(text, body).value).toEqual([[1e9, null], [1e9, 0], map])
    const own =
      'syntax = "proto3"; package google.protobuf; message Timestamp { int64 seconds = 1; int32 nanos = 2; }'
    expect(read(own, second).value).toBe(1e9)
  })

  test('a message of that name with other fields is only a message', () => {
    const own =
      'syntax = "proto3"; package google.protobuf; message Timestamp { int64 millis = 1; }'
    expect(read(own, wire([1, 'int64', 5])).value).toEqual([5])
  })
})

describe('google.type.Date', () => {
  const readDate = (year: number, month: number, day: number) =>
    readField(
      'google/type/date.proto',
      'google.type.Date',
      wire([1, 'int32', year], [2, 'int32', month], [3, 'int32', day]),
    )

  test.each([
    [1970, 1, 1, 0],
    [2017, 12, 31, 17_531],
    [2000, 2, 29, 11_016],
    [1969, 12, 31, -1],
    [1, 1, 1, -719_162],
    [9999, 12, 31, 2_932_896],
  ])('%d-%d-%d is day %d', (year, month, day, days) => {
    const { schema, value } = readDate(year, month, day)
    expect(logicalType(schema)).toEqual({ kind: 'date' })
    expect(value).toBe(days)
  })

  test.each([
    [0, 1, 1],
    [10_000, 1, 1],
    [2017, 0, 1],
    [2017, 13, 1],
    [2017, 1, 0],
    [2017, 4, 31],
    [1900, 2, 29],
  ])('%d-%d-%d is no date', (year, month, day) => {
    expect(() => readDate(year, month, day)).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' }),
    )
  })
})

describe('google.type.TimeOfDay', () => {
  const readTime = (...[hours = 0, minutes = 0, seconds = 0, nanos = 0]: readonly number[]) =>
    readField(
      'google/type/timeofday.proto',
      'google.type.TimeOfDay',
      wire([1, 'int32', hours], [2, 'int32', minutes], [3, 'int32', seconds], [4, 'int32', nanos]),
    )

  test.each([
    [[], 0],
    [[11, 12, 13, 14_000_000], 40_333_014_000],
    [[23, 59, 59, 999_999_999], 86_399_999_999],
    [[24], 86_400_000_000],
  ])('%j in microseconds, the rest cut', (parts, micros) => {
    const { schema, value } = readTime(...parts)
    expect(logicalType(schema)).toEqual({ kind: 'time', unit: 'us' })
    expect(value).toBe(micros)
  })

  test.each([
    [[25]],
    [[-1]],
    [[0, 60]],
    [[0, 0, 61]],
    [[0, 0, 0, 1e9]],
    [[24, 59]],
    [[24, 0, 1]],
    [[24, 0, 0, 1]],
  ])('%j is no time', (parts) => {
    expect(() => readTime(...parts)).toThrow(/M\.f: /)
  })
})

describe('confluent.type.Decimal', () => {
  const FILE = 'confluent/type/decimal.proto'
  const TYPE = 'confluent.type.Decimal'
  const META =
    '[(confluent.field_meta) = { params: [ { key: "precision", value: "8" }, { key: "scale", value: "3" } ] }]'
  const decimal = (bytes: readonly number[], scale: number) =>
    wire([1, 'bytes', Uint8Array.from(bytes)], [2, 'uint32', 8], [3, 'int32', scale])

  test.each<[readonly number[], number, string]>([
    [[0x00, 0xbc, 0x61, 0x4e], 3, '12345.678'],
    [[0xff], 3, '-0.001'],
    [[], 3, '0.000'],
    [[0x05], 0, '5'],
    [[0x05], -2, '500'],
  ])('%j of scale %d is %s', (bytes, scale, text) => {
    const { schema, value } = readField(FILE, TYPE, decimal(bytes, scale), META)
    expect(logicalType(schema)).toEqual({ kind: 'decimal', scale: 3, precision: 8 })
    expect(value).toBe(text)
  })

  test.each([
    ['scale', [['scale', '5']]],
    [
      'precision',
      [
        ['scale', '0'],
        ['connect.decimal.precision', '5'],
      ],
    ],
  ])('a %s alone makes a Decimal', (key, parameters) => {
    const options = `[(confluent.field_meta).params = { key: "${key}", value: "5" }]`
    const { schema, value } = readField(FILE, TYPE, decimal([1], 1), options)
    expect([...schema.parameters]).toEqual(parameters)
    expect(value).toBe('0.1')
  })

  test('without a scale in the schema each value brings its own', () => {
    const { schema, value } = readField(FILE, TYPE, decimal([0x00, 0xbc], 2))
    expect(logicalType(schema)).toEqual({ kind: 'variable-decimal', scaleAt: 0, valueAt: 1 })
    expect(value).toEqual([2, Buffer.of(0x00, 0xbc)])
    expect(readField(FILE, TYPE, wire()).value).toEqual([0, Buffer.alloc(1)])
  })

  test.each([
    ['a scale', decimal([1], 1001)],
    ['a negative scale', decimal([1], -1001)],
    ['digits', decimal(Array<number>(416).fill(1), 0)],
  ])('%s beyond all bounds is refused, not computed', (_, body) => {
    for (const options of ['', META]) {
      expect(() => readField(FILE, TYPE, body, options)).toThrow(
        expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' }),
      )
    }
  })
})

describe('wrappers', () => {
  test.each<[string, string, number | string | boolean | bigint, string]>([
    ['DoubleValue', 'double', 1.5, 'float64'],
    ['FloatValue', 'float', 0.5, 'float32'],
    ['Int64Value', 'int64', -(2n ** 63n), 'int64'],
    ['UInt64Value', 'uint64', 2n ** 64n - 1n, 'int64'],
    ['Int32Value', 'int32', -7, 'int32'],
    ['UInt32Value', 'uint32', 4_294_967_295, 'int64'],
    ['BoolValue', 'bool', true, 'boolean'],
    ['StringValue', 'string', 'x', 'string'],
  ])('%s is a scalar that may be null', (wrapper, scalar, value, type) => {
    const text = `syntax = "proto3"; import "google/protobuf/wrappers.proto";
      message M { google.protobuf.${wrapper} f = 1; repeated google.protobuf.${wrapper} g = 2; }`
    const written = `syntax = "proto3"; message M { W f = 1; repeated W g = 2; } message W { ${scalar} value = 1; }`
    const body = encode(written, 'M', {
      f: { value: String(value) },
      g: [{ value: String(value) }],
    })
    expect(fieldsOf(text).f).toMatchObject({ type, optional: true })
    expect(read(text, body).value).toEqual([value, [value]])
    expect(read(text, wire()).value).toEqual([null, []])
    const [zero] = read(text, wire([1, 'bytes', wire()])).value as readonly unknown[]
    expect(zero).toBe({ boolean: false, string: '' }[type] ?? 0)
  })

  test('a record may be a wrapper', () => {
    const text =
      'syntax = "proto3"; package google.protobuf; message BytesValue { bytes value = 1; }'
    expect(read(text, wire([1, 'bytes', Uint8Array.of(1)]))).toMatchObject({
      schema: { type: 'bytes' },
      value: Buffer.of(1),
    })
  })
})

describe('google.protobuf.Struct', () => {
  const FILE = 'google/protobuf/struct.proto'
  /** As a message of a protobufjs type; its own names for the members. */
  const STRUCT = `syntax = "proto3"; message Struct { map<string, Value> fields = 1; }
    message Value { oneof kind { int32 n = 1; double d = 2; string s = 3; bool b = 4; Struct o = 5; List l = 6; } }
    message List { repeated Value values = 1; }`
  const kinds = {
    fields: {
      null: { n: 0 },
      number: { d: 1.5 },
      text: { s: 'a"\n\u2028' },
      yes: { b: false },
      object: { o: { fields: { inner: { d: -0 } } } },
      list: { l: { values: [{ d: 1e21 }, { s: '' }, { l: {} }, { o: {} }] } },
    },
  }

  test('is the JSON that it means', () => {
    const { schema, value } = readField(
      FILE,
      'google.protobuf.Struct',
      encode(STRUCT, 'Struct', kinds),
    )
    expect(logicalType(schema)).toEqual({ kind: 'json' })
    expect(JSON.parse(String(value))).toEqual({
      null: null,
      number: 1.5,
      text: 'a"\n\u2028',
      yes: false,
      object: { inner: -0 },
      list: [1e21, '', [], {}],
    })
    expect(value).toContain('{"inner":-0}')
  })

  test('Value and ListValue likewise; a null is JSON, an absent field is not', () => {
    const readValue = (type: string, body: Uint8Array) =>
      readField(FILE, `google.protobuf.${type}`, body).value
    expect(readValue('Value', encode(STRUCT, 'Value', { n: 0 }))).toBe('null')
    expect(readValue('Value', encode(STRUCT, 'Value', { s: 'x' }))).toBe('"x"')
    expect(readValue('ListValue', encode(STRUCT, 'List', { values: [{ d: 1 }] }))).toBe('[1]')
    expect(readValue('Struct', wire())).toBe('{}')
    expect(read(field(FILE, 'google.protobuf.Value'), wire()).value).toEqual([null])
  })

  test('a value of no kind, and numbers that JSON does not have', () => {
    const readValue = (body: Uint8Array) => readField(FILE, 'google.protobuf.Value', body)
    expect(() => readValue(wire())).toThrow('M.f: a google.protobuf.Value of no kind')
    expect(() => readValue(wire([2, 'double', Number.NaN]))).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' }),
    )
  })
})

describe('messages that stay messages', () => {
  test.each<[string, string, readonly string[]]>([
    ['google/protobuf/any.proto', 'google.protobuf.Any', ['type_url', 'value']],
    ['google/protobuf/duration.proto', 'google.protobuf.Duration', ['seconds', 'nanos']],
    ['google/protobuf/field_mask.proto', 'google.protobuf.FieldMask', ['paths']],
    ['google/protobuf/empty.proto', 'google.protobuf.Empty', []],
    ['google/protobuf/source_context.proto', 'google.protobuf.SourceContext', ['file_name']],
    ['google/protobuf/api.proto', 'google.protobuf.Mixin', ['name', 'root']],
    ['google/protobuf/type.proto', 'google.protobuf.Option', ['name', 'value']],
    [
      'google/protobuf/descriptor.proto',
      'google.protobuf.UninterpretedOption.NamePart',
      ['namePart', 'isExtension'],
    ],
    ['google/type/money.proto', 'google.type.Money', ['currency_code', 'units', 'nanos']],
    ['google/type/latlng.proto', 'google.type.LatLng', ['latitude', 'longitude']],
    ['google/type/decimal.proto', 'google.type.Decimal', ['value']],
    ['google/type/color.proto', 'google.type.Color', ['red', 'green', 'blue', 'alpha']],
    ['google/type/interval.proto', 'google.type.Interval', ['start_time', 'end_time']],
    ['google/type/fraction.proto', 'google.type.Fraction', ['numerator', 'denominator']],
    [
      'google/type/expr.proto',
      'google.type.Expr',
      ['expression', 'title', 'description', 'location'],
    ],
    ['google/type/quaternion.proto', 'google.type.Quaternion', ['x', 'y', 'z', 'w']],
    ['google/type/localized_text.proto', 'google.type.LocalizedText', ['text', 'language_code']],
    ['google/type/phone_number.proto', 'google.type.PhoneNumber', ['kind_0', 'extension']],
    [
      'google/type/datetime.proto',
      'google.type.DateTime',
      ['time_offset_0', 'year', 'month', 'day', 'hours', 'minutes', 'seconds', 'nanos'],
    ],
    ['confluent/type/variant.proto', 'confluent.type.Variant', ['metadata', 'value']],
    ['confluent/meta.proto', 'confluent.Rule', ['name', 'doc', 'expr', 'sql']],
  ])('%s: %s', (file, type, names) => {
    expect(Object.keys(membersOf(fieldsOf(field(file, type)).f))).toEqual(names)
  })

  test.each([
    [
      'google/type/calendar_period.proto',
      'google.type.CalendarPeriod',
      'CALENDAR_PERIOD_UNSPECIFIED',
    ],
    ['google/type/dayofweek.proto', 'google.type.DayOfWeek', 'DAY_OF_WEEK_UNSPECIFIED'],
    ['google/type/month.proto', 'google.type.Month', 'MONTH_UNSPECIFIED'],
  ])('the enum of %s', (file, type, first) => {
    expect(read(field(file, type), wire()).value).toEqual([first])
  })

  test('any postal address is read', () => {
    const address = wire([2, 'string', 'CH'], [9, 'string', 'Street 1'], [9, 'string', 'c/o'])
    const { value } = readField(
      'google/type/postal_address.proto',
      'google.type.PostalAddress',
      address,
    )
    expect(value).toEqual([0, 'CH', '', '', '', '', '', '', ['Street 1', 'c/o'], [], ''])
  })

  test('the content of an Any stays as it is', () => {
    const { value } = readField(
      'google/protobuf/any.proto',
      'google.protobuf.Any',
      wire([1, 'string', 'type.googleapis.com/x.Y'], [2, 'bytes', Uint8Array.of(8, 1)]),
    )
    expect(value).toEqual(['type.googleapis.com/x.Y', Buffer.of(8, 1)])
  })
})
