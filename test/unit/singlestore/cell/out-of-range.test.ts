import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonValue, Schema, Value } from '../../../../lib/schema.ts'
import { ExactNumber } from '../../../../lib/schema.ts'
import { compileCell } from '../../../../lib/singlestore/cell/cell.ts'
import { writeJsonCell } from '../../../../lib/singlestore/cell/json-cell.ts'
import { describeColumn } from '../../../../lib/singlestore/column.ts'
import { LOSSLESS, type OutOfRangePolicy } from '../../../../lib/table/encoding.ts'
import { column } from '../build-column.ts'
import { array, date, decimal, map, primitive, struct, time, timestamp } from '../build-schema.ts'

const NULL = '\\N'
const POLICIES = ['reject', 'null', 'clamp'] as const
const outOfRange = expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' })
const encoding = (policy: OutOfRangePolicy) => ({
  ...LOSSLESS,
  outOfRange: policy,
})
const written = (schema: Schema, type: string, value: Value, policy: OutOfRangePolicy) =>
  compileCell(schema, column(type), encoding(policy)).write(value)

const named = (type: 'int64' | 'string', name: string) =>
  primitive(type, { name: `io.debezium.time.${name}` })
const special: Schema = {
  ...struct(['year', primitive('int32')], ['specialValue', primitive('string')]),
  name: 'io.debezium.time.StructuredTimestamp',
}
const bits = primitive('bytes', { name: 'io.debezium.data.Bits' })
const double = primitive('float64')
const text = primitive('string')
const micros = named('int64', 'MicroTimestamp')
const nanos = named('int64', 'NanoTimestamp')
const protoTimestamp = primitive('int64', { name: 'google.protobuf.Timestamp' })
const YEAR_9999_NS = 253_370_764_800_000_000_000n
const INT64_MAX = 2n ** 63n - 1n
const INT64_MIN = -(2n ** 63n)

const LAST = '9999-12-31 23:59:59.999999'
const FIRST = '1000-01-01 00:00:00'

describe('a value that its column cannot hold is refused, NULL, or the nearest that it holds:', () => {
  test.each<[string, Schema, Value, string, string]>([
    ['the year 10000', timestamp, 253_402_300_800_000, 'datetime(6)', LAST],
    ['a date in it', date, 2_932_897, 'date', '9999-12-31'],
    ['a date in it', date, 2_932_897, 'datetime', '9999-12-31 23:59:59'],
    ['the year 999', micros, -30_610_224_000_000_001n, 'datetime(6)', FIRST],
    ['the year 999', date, -354_286, 'date', '1000-01-01'],
    ['the year 999 as text', text, '0999-12-31', 'date', '1000-01-01'],
    ['2039 in a TIMESTAMP', timestamp, 2 ** 41, 'timestamp', '2038-01-19 03:14:07'],
    ['1969 in a TIMESTAMP', timestamp, -1, 'timestamp(6)', '1970-01-01 00:00:01'],
    ["Debezium's infinity", micros, 9_223_372_036_825_200_000n, 'datetime(6)', LAST],
    ["Debezium's -infinity", micros, -9_223_372_036_832_400_000n, 'datetime(6)', FIRST],
    ["Debezium's infinity in ns", nanos, 2n ** 63n - 1n, 'datetime(6)', LAST],
    ["Debezium's -infinity in ns", nanos, -(2n ** 63n), 'datetime(6)', FIRST],
    ['an infinity in a text column', nanos, 2n ** 63n - 1n, 'longtext', LAST],
    ['an infinite date', date, 2 ** 31 - 1, 'date', '9999-12-31'],
    ['a structured infinity', special, [null, 'POSITIVE_INFINITY'], 'datetime(6)', LAST],
    ['a structured -infinity', special, [null, 'NEGATIVE_INFINITY'], 'date', '1000-01-01'],
    [
      'a zoned far future',
      named('string', 'ZonedTimestamp'),
      '+292278994-08-16T23:00:00Z',
      'datetime(6)',
      LAST,
    ],
    ['a zoned past', named('string', 'ZonedTimestamp'), '-0044-03-15T12:00:00Z', 'datetime', FIRST],
    ['an infinity as text', text, '-infinity', 'datetime(6)', FIRST],
    ['839 hours', time, 3_020_400_000, 'time(6)', '838:59:59'],
    ['-839 hours', named('int64', 'MicroTime'), -3_020_400_000_000, 'time', '-838:59:59'],
    ['839 hours as text', text, '839:00:00', 'time', '838:59:59'],
    ['a part of a second', timestamp, 1_999, 'datetime', '1970-01-01 00:00:01'],
    ['a part of a second before 1970', timestamp, -1, 'datetime', '1969-12-31 23:59:59'],
    ['nanoseconds', nanos, 1_999, 'datetime(6)', '1970-01-01 00:00:00.000001'],
    ['a time of day', timestamp, 1, 'date', '1970-01-01'],
    ['the year 9999 in ns', protoTimestamp, YEAR_9999_NS, 'bigint(20)', String(INT64_MAX)],
    ['a ns beyond int64', protoTimestamp, INT64_MAX + 1n, 'bigint(20)', String(INT64_MAX)],
    ['a ns before int64', protoTimestamp, INT64_MIN - 1n, 'bigint(20)', String(INT64_MIN)],
    ['1969 in ns', protoTimestamp, -1, 'bigint(20) unsigned', '0'],
    ['the year 9999 in ns', protoTimestamp, YEAR_9999_NS, 'decimal(20,0)', '9'.repeat(20)],
    ['the year 9999 as ISO text in ns', nanos, YEAR_9999_NS, 'bigint(20)', String(INT64_MAX)],
    ['a large integer', primitive('int64'), 128, 'tinyint(4)', '127'],
    ['a small integer', primitive('int64'), -(2n ** 63n), 'int(11)', '-2147483648'],
    ['a negative integer', primitive('int8'), -1, 'bigint(20) unsigned', '0'],
    ['a short year', decimal(0), '24', 'year(4)', '1901'],
    ['a date in a TIMESTAMP', text, '1970-01-01', 'timestamp', '1970-01-01 00:00:01'],
    ['many bits', bits, new Uint8Array(9).fill(1), 'bigint(20) unsigned', '18446744073709551615'],
    ['an infinite double', double, Number.POSITIVE_INFINITY, 'double', '1.7976931348623157e+308'],
    ['an infinite double', double, Number.NEGATIVE_INFINITY, 'float', '-3.4028234663852886e+38'],
    ['an infinite double', double, Number.POSITIVE_INFINITY, 'int(11)', '2147483647'],
    ['an infinite double', double, Number.NEGATIVE_INFINITY, 'decimal(5,2)', '-999.99'],
    ['an infinite double', double, Number.POSITIVE_INFINITY, 'longtext', '1.7976931348623157e+308'],
    ['a double', double, 1e300, 'float', '3.4028234663852886e+38'],
    ['a double with a fraction', double, -1.9, 'int(11)', '-1'],
    ['NaN, which has no nearest,', double, Number.NaN, 'double', NULL],
    ['a decimal', decimal(2), '-1000.00', 'decimal(5,2)', '-999.99'],
    ['a decimal', decimal(2), '1000.00', 'decimal(2,2)', '0.99'],
    ['digits behind the point', decimal(3), '-1.239', 'decimal(5,2)', '-1.23'],
    ['digits behind the point', decimal(3), '1.239', 'decimal(5,0)', '1'],
    ['a decimal of 1000 digits', decimal(0), '9'.repeat(1000), 'double', '1.7976931348623157e+308'],
    ['an infinite text', text, 'POSITIVE_INFINITY', 'decimal(5,2)', '999.99'],
    ['an infinite text', text, 'NEGATIVE_INFINITY', 'double', '-1.7976931348623157e+308'],
    ['the text NAN', text, 'NAN', 'decimal(5,2)', NULL],
  ])('%s (%#)', (_, schema, value, type, nearest) => {
    expect(() => written(schema, type, value, 'reject')).toThrow(outOfRange)
    expect(written(schema, type, value, 'null')).toBe(NULL)
    expect(written(schema, type, value, 'clamp')).toBe(nearest)
  })

  test.each<[JsonValue, string, string]>([
    [1e300, 'float', '3.4028234663852886e+38'],
    [-129, 'tinyint(4)', '-128'],
    [1.5, 'bigint(20)', '1'],
    [new ExactNumber('1e1000000'), 'decimal(5,2)', '999.99'],
    [new ExactNumber('1e-1000000'), 'decimal(5,2)', '0'],
    ['NaN', 'double', NULL],
    ['Infinity', 'int(11)', '2147483647'],
    ['2024-02-29T10:00:00', 'date', '2024-02-29'],
    ['+10000-01-01T00:00:00Z', 'datetime(6)', LAST],
  ])('%j without a schema in a column of %s', (value, type, nearest) => {
    expect(() => writeJsonCell(value, column(type))).toThrow(outOfRange)
    expect(writeJsonCell(value, column(type), encoding('null'))).toBe(NULL)
    expect(writeJsonCell(value, column(type), encoding('clamp'))).toBe(nearest)
  })

  test('inside of JSON it is null, or the nearest beside its neighbours', () => {
    const schema = struct(
      ['at', array(timestamp)],
      ['of', map(primitive('string', { optional: false }), double)],
    )
    const value: Value = [
      [0, 2 ** 60],
      new Map([
        ['a', Number.NaN],
        ['b', Number.NEGATIVE_INFINITY],
      ]),
    ]
    expect(() => written(schema, 'JSON', value, 'reject')).toThrow(outOfRange)
    expect(written(schema, 'JSON', value, 'null')).toBe(
      '{"at":["1970-01-01T00:00:00.000Z",null],"of":{"a":null,"b":null}}',
    )
    expect(written(schema, 'JSON', value, 'clamp')).toBe(
      '{"at":["1970-01-01T00:00:00.000Z","9999-12-31T23:59:59.999999Z"],"of":{"a":null,"b":-1.7976931348623157e+308}}',
    )
    expect(written(double, 'JSON', Number.NaN, 'clamp')).toBe(NULL)
  })

  test('a vector takes no null: one element takes the whole value with it', () => {
    const vector = { ...array(primitive('float32')), name: 'io.debezium.data.FloatVector' }
    expect(written(vector, 'vector(2, F32)', [1, Number.NaN], 'null')).toBe(NULL)
    expect(written(vector, 'JSON', [1, Number.NaN], 'null')).toBe('[1,null]')
  })
})

test.each([
  ['bigint(20)', INT64_MAX],
  ['bigint(20)', INT64_MIN],
  ['decimal(65,0)', YEAR_9999_NS],
] as const)('nanoseconds that a %s holds are written under every policy: %s', (type, value) => {
  for (const policy of POLICIES) {
    expect(written(protoTimestamp, type, value, policy)).toBe(String(value))
    expect(written(nanos, type, value, policy)).toBe(String(value))
  }
})

describe('where NULL may not stand', () => {
  const required = describeColumn('when', 'datetime(6)', null, '', 'NO')

  test.each(['null', 'reject'] as const)(
    'the policy %s refuses by the name of the column',
    (policy) => {
      const { write } = compileCell(timestamp, required, encoding(policy))
      expect(() => write(2 ** 60)).toThrow(outOfRange)
    },
  )

  test('the message says so, and clamp still finds the nearest', () => {
    expect(() => compileCell(timestamp, required, encoding('null')).write(2 ** 60)).toThrow(
      /hold\. NULL cannot stand in for it: the column is NOT NULL\.$/,
    )
    expect(compileCell(timestamp, required, encoding('clamp')).write(2 ** 60)).toBe(LAST)
    const number = describeColumn('n', 'double', null, '', 'NO')
    expect(() => writeJsonCell('NaN', number, encoding('clamp'))).toThrow(/NOT NULL/)
  })
})

test('what is refused for another reason is refused under every policy', () => {
  for (const policy of POLICIES) {
    const unmappable = expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE' })
    expect(() => written(time, 'date', 0, policy)).toThrow(unmappable)
    expect(() => written(text, 'date', 'no date, but long', policy)).toThrow(unmappable)
    expect(written(text, 'int(11)', 'seven', policy)).toBe('seven')
  }
})

test('an integer is written as it is, or as the nearest end of the range', () => {
  const types = [
    'tinyint(4)',
    'smallint(6)',
    'mediumint(9)',
    'int(11)',
    'bigint(20)',
    'int(10) unsigned',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      (type, big) => {
        const number = Number(big)
        const value = Number.isSafeInteger(number) ? number : big
        const { least, greatest } = column(type).limits ?? { least: '', greatest: '' }
        const nearest =
          big < BigInt(least) ? least : big > BigInt(greatest) ? greatest : String(big)
        expect(written(primitive('int64'), type, value, 'clamp')).toBe(nearest)
        expect(written(decimal(0), type, String(big), 'clamp')).toBe(nearest)
        expect(writeJsonCell(new ExactNumber(String(big)), column(type), encoding('clamp'))).toBe(
          nearest,
        )
      },
    ),
  )
})
