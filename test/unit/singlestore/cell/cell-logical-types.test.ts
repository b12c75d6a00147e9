import { describe, expect, test } from 'vitest'
import type { LogicalType } from '../../../../lib/schema/logical-type.ts'
import { logicalType } from '../../../../lib/schema/logical-type.ts'
import type { Schema, Value } from '../../../../lib/schema.ts'
import { compileCell } from '../../../../lib/singlestore/cell/cell.ts'
import { column } from '../build-column.ts'
import { array, date, decimal, primitive, struct, timestamp } from '../build-schema.ts'

const debezium = 'io.debezium'
const clock = ['hour', 'minute', 'second'] as const
const structured = (name: string, ...members: readonly string[]): Schema => ({
  ...struct(...members.map((member) => [member, primitive('int32')] as const)),
  name: `${debezium}.time.Structured${name}`,
})
const int64 = (name: string) => primitive('int64', { name })
const string = (name: string) => primitive('string', { name })
const bits = primitive('bytes', {
  name: `${debezium}.data.Bits`,
  parameters: new Map([['length', '64']]),
})
const variableDecimal: Schema = {
  ...struct(['scale', primitive('int32')], ['value', primitive('bytes')]),
  name: `${debezium}.data.VariableScaleDecimal`,
}
const unsigned64 = primitive('int64', {
  parameters: new Map([['io.confluent.connect.protobuf.Type', 'uint64']]),
})
const microTimestamp = int64(`${debezium}.time.MicroTimestamp`)
const nanoTimestamp = int64(`${debezium}.time.NanoTimestamp`)
const protoTimestamp = int64('google.protobuf.Timestamp')
const isoTimestamp = string(`${debezium}.time.ZonedTimestamp`)
const isoDate = string(`${debezium}.time.IsoDate`)
const isoTime = string(`${debezium}.time.IsoTime`)
const zonedTime = string(`${debezium}.time.ZonedTime`)
const json = string(`${debezium}.data.Json`)
const vector: Schema = { ...array(primitive('float32')), name: `${debezium}.data.FloatVector` }

const UNMAPPABLE = Symbol('ERR_RECORD_UNMAPPABLE')
const OUT_OF_RANGE = Symbol('ERR_RECORD_OUT_OF_RANGE')

/** Schema, value, and what each column type gets of it. */
type Case = readonly [Schema, Value, Readonly<Record<string, string | symbol>>]

const CASES: Readonly<Record<LogicalType['kind'], readonly Case[]>> = {
  decimal: [
    [decimal(2), '12.50', { 'decimal(10,2)': '12.50', double: '12.50', 'varchar(20)': '12.50' }],
    [decimal(2), '-1.00', { 'decimal(10,2) unsigned': OUT_OF_RANGE, 'int(11)': '-1' }],
  ],
  'variable-decimal': [
    [
      variableDecimal,
      [3, Uint8Array.of(0xff, 0x85)],
      { 'decimal(65,30)': '-0.123', JSON: '-0.123' },
    ],
    [variableDecimal, [-2, Uint8Array.of(7)], { 'bigint(20)': '700', longtext: '700' }],
    [variableDecimal, [2 ** 30, Uint8Array.of(7)], { 'decimal(65,30)': OUT_OF_RANGE }],
    [variableDecimal, [null, Uint8Array.of(7)], { 'decimal(65,30)': UNMAPPABLE }],
    [variableDecimal, [1, new Uint8Array()], { 'decimal(65,30)': UNMAPPABLE }],
  ],
  date: [
    [date, -1, { date: '1969-12-31', 'int(11)': '-1', timestamp: OUT_OF_RANGE }],
    [date, 40_000, { 'smallint(6)': OUT_OF_RANGE, 'datetime(6)': '2079-07-08' }],
  ],
  time: [
    [
      int64(`${debezium}.time.MicroTime`),
      -1,
      { 'time(6)': '-00:00:00.000001', time: OUT_OF_RANGE },
    ],
    [
      int64(`${debezium}.time.NanoTime`),
      3_020_399_000_000_000,
      { 'time(6)': '838:59:59.000000', longtext: '838:59:59.000000', date: UNMAPPABLE },
    ],
    [
      int64(`${debezium}.time.NanoTime`),
      1_001,
      { 'time(6)': OUT_OF_RANGE, 'bigint(20)': '1001', JSON: '"00:00:00.000001001"' },
    ],
  ],
  timestamp: [
    [
      timestamp,
      1_000,
      { 'datetime(6)': '1970-01-01 00:00:01.000', timestamp: '1970-01-01 00:00:01.000' },
    ],
    [timestamp, 0, { timestamp: OUT_OF_RANGE }],
    [timestamp, 2_147_483_648_000, { timestamp: OUT_OF_RANGE, 'int(11)': OUT_OF_RANGE }],
    [
      microTimestamp,
      -1,
      { 'datetime(6)': '1969-12-31 23:59:59.999999', JSON: '"1969-12-31T23:59:59.999999Z"' },
    ],
    [
      microTimestamp,
      253_402_300_799_999_999n,
      { 'datetime(6)': '9999-12-31 23:59:59.999999', date: OUT_OF_RANGE, 'time(6)': UNMAPPABLE },
    ],
    [microTimestamp, 86_400_000_000, { date: '1970-01-02 00:00:00.000000' }],
    [
      microTimestamp,
      253_402_300_800_000_000n,
      { 'datetime(6)': OUT_OF_RANGE, 'bigint(20)': '253402300800000000' },
    ],
    [
      nanoTimestamp,
      1_709_251_199_123_456_789n,
      {
        'datetime(6)': OUT_OF_RANGE,
        'bigint(20)': '1709251199123456789',
        longtext: '2024-02-29 23:59:59.123456789',
        JSON: '"2024-02-29T23:59:59.123456789Z"',
      },
    ],
    [nanoTimestamp, 1_709_251_199_123_456_000n, { 'datetime(6)': '2024-02-29 23:59:59.123456' }],
  ],
  'proto-timestamp': [
    [
      protoTimestamp,
      -1n,
      {
        'datetime(6)': '1969-12-31 23:59:59.999999',
        'bigint(20)': '-1',
        longtext: '1969-12-31 23:59:59.999999999',
        JSON: '"1969-12-31T23:59:59.999999999Z"',
        datetime: OUT_OF_RANGE,
        'time(6)': UNMAPPABLE,
      },
    ],
  ],
  'iso-date': [
    [
      isoDate,
      '2017-09-15Z',
      {
        date: '2017-09-15',
        'datetime(6)': '2017-09-15',
        longtext: '2017-09-15Z',
        JSON: '"2017-09-15Z"',
        time: UNMAPPABLE,
      },
    ],
    [isoDate, '+10000-01-01Z', { date: OUT_OF_RANGE }],
    [isoDate, '0999-12-31', { date: OUT_OF_RANGE }],
  ],
  'iso-time': [
    [
      isoTime,
      '04:05:11.789Z',
      {
        'time(6)': '04:05:11.789',
        time: OUT_OF_RANGE,
        longtext: '04:05:11.789Z',
        date: UNMAPPABLE,
        JSON: '"04:05:11.789Z"',
      },
    ],
  ],
  'zoned-time': [
    [
      zonedTime,
      '00:30:00.1234567+01:00',
      {
        'varchar(32)': '00:30:00.1234567+01:00',
        'time(6)': '23:30:00.123456',
        'datetime(6)': UNMAPPABLE,
      },
    ],
  ],
  'iso-timestamp': [
    [
      isoTimestamp,
      '2024-03-01T01:00:00.123456789+02:00',
      {
        'datetime(6)': '2024-02-29 23:00:00.123456',
        longtext: '2024-03-01T01:00:00.123456789+02:00',
        JSON: '"2024-03-01T01:00:00.123456789+02:00"',
        date: OUT_OF_RANGE,
        datetime: OUT_OF_RANGE,
        'time(6)': UNMAPPABLE,
      },
    ],
    [isoTimestamp, '2024-03-01T02:00:00+02:00', { date: '2024-03-01 00:00:00' }],
    [isoTimestamp, '2024-03-01T02:00:00.1234567', { 'datetime(6)': '2024-03-01 02:00:00.123456' }],
    [isoTimestamp, '+292278994-08-16T23:00:00Z', { 'datetime(6)': OUT_OF_RANGE }],
    [isoTimestamp, '2040-01-01T00:00:00Z', { timestamp: OUT_OF_RANGE }],
  ],
  structured: [
    [
      structured('Date', 'year', 'month', 'day'),
      [2024, 2, 29],
      { date: '2024-02-29', JSON: '{"year":2024,"month":2,"day":29}' },
    ],
    [structured('Date', 'year', 'month', 'day'), [2023, 2, 29], { date: UNMAPPABLE }],
    [structured('Date', 'year', 'month', 'day'), [0, 0, 0], { date: UNMAPPABLE }],
    [structured('Date', 'year', 'month', 'day'), [0, 1, 1], { date: OUT_OF_RANGE }],
    [
      structured('Date', 'year', 'month', 'day'),
      [2024, null, 1],
      { date: UNMAPPABLE, 'int(11)': UNMAPPABLE },
    ],
    [
      structured('Time', ...clock, 'nanos'),
      [1, 2, 3, 500_000_000],
      { 'time(6)': '01:02:03.5', date: UNMAPPABLE },
    ],
    [
      structured('ZonedTime', ...clock, 'offsetSeconds'),
      [0, 30, 0, 3600],
      { 'varchar(32)': '00:30:00+01:00', time: '23:30:00' },
    ],
    [
      structured('Timestamp', 'year', 'month', 'day', ...clock, 'nanos'),
      [2024, 2, 29, 23, 59, 59, 123_456_789],
      { 'datetime(6)': '2024-02-29 23:59:59.123456', longtext: '2024-02-29T23:59:59.123456789Z' },
    ],
    [
      structured('ZonedTimestamp', 'year', 'month', 'day', ...clock, 'offsetSeconds'),
      [2024, 2, 29, 23, 0, 0, -5400],
      { 'datetime(6)': '2024-03-01 00:30:00', longtext: '2024-02-29T23:00:00-01:30' },
    ],
  ],
  year: [
    [
      primitive('int32', { name: `${debezium}.time.Year` }),
      2024,
      {
        'smallint(6)': '2024',
        'year(4)': '2024',
        'tinyint(4)': OUT_OF_RANGE,
        JSON: '2024',
        date: UNMAPPABLE,
      },
    ],
    [primitive('int32', { name: `${debezium}.time.Year` }), 24, { 'year(4)': OUT_OF_RANGE }],
  ],
  interval: [
    [
      string(`${debezium}.time.Interval`),
      'P1Y2M3DT4H5M6.78S',
      { 'varchar(128)': 'P1Y2M3DT4H5M6.78S', JSON: '"P1Y2M3DT4H5M6.78S"' },
    ],
  ],
  uuid: [
    [
      string(`${debezium}.data.Uuid`),
      '09d9a5c3-6ffd-4b4c-9a1a-2f2d3ad3a5ce',
      {
        'char(36)': '09d9a5c3-6ffd-4b4c-9a1a-2f2d3ad3a5ce',
        JSON: '"09d9a5c3-6ffd-4b4c-9a1a-2f2d3ad3a5ce"',
      },
    ],
    [
      string(`${debezium}.data.Uuid`),
      'b68a35a7-17ad-35b3-af2a-ae46edb4545a',
      { 'char(36)': OUT_OF_RANGE },
    ],
  ],
  enum: [
    [
      string(`${debezium}.data.EnumSet`),
      'a,b',
      { 'varchar(255)': 'a,b', "set('a','b')": 'a,b', "enum('c')": UNMAPPABLE, JSON: '"a,b"' },
    ],
  ],
  json: [
    [
      json,
      '{"a": 1.50}',
      { JSON: '{"a": 1.50}', longtext: '{"a": 1.50}', longblob: 'eyJhIjogMS41MH0=' },
    ],
    [json, '"a\\n"', { JSON: '"a\\\\n"' }],
    [json, '{"a":', { JSON: UNMAPPABLE, longtext: '{"a":' }],
    [json, '', { JSON: UNMAPPABLE }],
  ],
  bits: [
    [
      bits,
      Uint8Array.of(1, 2),
      {
        'bigint(20) unsigned': '513',
        'decimal(20,0)': '513',
        longblob: 'AQI=',
        JSON: '"AQI="',
        double: UNMAPPABLE,
      },
    ],
    [
      bits,
      new Uint8Array(8).fill(255),
      { 'bigint(20) unsigned': '18446744073709551615', 'bigint(20)': OUT_OF_RANGE },
    ],
    [bits, new Uint8Array(1_000_000), { 'bigint(20)': '0' }],
    [
      bits,
      new Uint8Array(1_000_000).fill(1),
      { 'bigint(20)': OUT_OF_RANGE, 'decimal(65,0)': OUT_OF_RANGE },
    ],
  ],
  unsigned: [
    [
      unsigned64,
      18_446_744_073_709_551_615n,
      {
        'bigint(20) unsigned': '18446744073709551615',
        'bigint(20)': OUT_OF_RANGE,
        longtext: '18446744073709551615',
        JSON: '18446744073709551615',
      },
    ],
    [
      unsigned64,
      255,
      { 'tinyint(3) unsigned': '255', 'tinyint(4)': OUT_OF_RANGE, 'decimal(2,0)': OUT_OF_RANGE },
    ],
  ],
  fixed: [
    [
      primitive('bytes', { parameters: new Map([['connect.fixed.size', '2']]) }),
      Uint8Array.of(0, 255),
      { 'varbinary(2)': 'AP8=', 'int(11)': UNMAPPABLE },
    ],
  ],
  vector: [
    [
      vector,
      [1, -2.5, 3e10],
      {
        'vector(3, F32)': '[1,-2.5,30000000000]',
        JSON: '[1,-2.5,30000000000]',
        longtext: '[1,-2.5,30000000000]',
      },
    ],
    [vector, [1, Number.NaN], { 'vector(2, F32)': OUT_OF_RANGE }],
  ],
}

describe.each(Object.entries(CASES))('%s', (kind, cases) => {
  const rows = cases.flatMap(([schema, value, columns]) =>
    Object.entries(columns).map(([type, want]) => ({ schema, value, type, want })),
  )

  test.each(rows)('in a column of $type', ({ schema, value, type, want }) => {
    expect(logicalType(schema)?.kind).toBe(kind)
    const { write } = compileCell(schema, column(type))
    if (typeof want === 'string') expect(write(value)).toBe(want)
    else expect(() => write(value)).toThrow(expect.objectContaining({ code: want.description }))
    expect(write(null)).toBe('\\N')
  })
})
