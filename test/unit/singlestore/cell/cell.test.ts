import { describe, expect, test } from 'vitest'
import type { Schema, Value } from '../../../../lib/schema.ts'
import { compileCell } from '../../../../lib/singlestore/cell/cell.ts'
import { column } from '../build-column.ts'
import { array, date, decimal, map, primitive, struct, time, timestamp } from '../build-schema.ts'

/** One column of each kind. */
const COLUMNS = {
  integer: 'bigint(20)',
  decimal: 'decimal(20,2)',
  float: 'double',
  text: 'longtext',
  binary: 'longblob',
  json: 'JSON',
  date: 'date',
  time: 'time(6)',
  datetime: 'datetime(6)',
  bit: 'bit(64)',
  other: 'geographypoint',
} as const

type Kind = keyof typeof COLUMNS

const KINDS = Object.keys(COLUMNS) as readonly Kind[]

/** What a column refuses rather than let the server take it for something else. */
const UNMAPPABLE = Symbol('ERR_RECORD_UNMAPPABLE')
const OUT_OF_RANGE = Symbol('ERR_RECORD_OUT_OF_RANGE')

type Written = string | typeof UNMAPPABLE | typeof OUT_OF_RANGE

interface Case {
  readonly schema: Schema
  readonly value: Value
  /** In every column that `but` does not name. */
  readonly written: Written
  readonly but?: Partial<Record<Kind, Written>>
}

const temporals = { date: UNMAPPABLE, time: UNMAPPABLE, datetime: UNMAPPABLE } as const

const CASES: Readonly<Record<string, Case>> = {
  int8: { schema: primitive('int8'), value: -128, written: '-128', but: temporals },
  int16: { schema: primitive('int16'), value: 32_767, written: '32767', but: temporals },
  int32: { schema: primitive('int32'), value: 20_240_229, written: '20240229', but: temporals },
  int64: {
    schema: primitive('int64'),
    value: -9_223_372_036_854_775_808n,
    written: '-9223372036854775808',
    but: { decimal: OUT_OF_RANGE, ...temporals },
  },
  float32: {
    schema: primitive('float32'),
    value: 0.1,
    written: '0.1',
    but: { integer: OUT_OF_RANGE, ...temporals },
  },
  float64: {
    schema: primitive('float64'),
    value: 1e21,
    written: '1e+21',
    but: { integer: OUT_OF_RANGE, decimal: OUT_OF_RANGE, ...temporals },
  },
  'float64 of a negative zero': {
    schema: primitive('float64'),
    value: -0,
    written: '-0',
    but: { integer: '0', ...temporals },
  },
  'float64 that is no number': {
    schema: primitive('float64'),
    value: Number.NaN,
    written: OUT_OF_RANGE,
    but: temporals,
  },
  true: {
    schema: primitive('boolean'),
    value: true,
    written: '1',
    but: { text: 'true', binary: 'true', json: 'true', ...temporals },
  },
  false: {
    schema: primitive('boolean'),
    value: false,
    written: '0',
    but: { text: 'false', binary: 'false', json: 'false', ...temporals },
  },
  string: {
    schema: primitive('string'),
    value: 'a\t\\N\n😀',
    written: 'a\\t\\\\N\\n😀',
    but: { binary: 'YQlcTgrwn5iA', ...temporals },
  },
  'string of no characters': {
    schema: primitive('string'),
    value: '',
    written: '',
    but: temporals,
  },
  'string with a zone': {
    schema: primitive('string'),
    value: '2024-03-01T01:00:00.5+02:00',
    written: '2024-03-01T01:00:00.5+02:00',
    but: {
      binary: 'MjAyNC0wMy0wMVQwMTowMDowMC41KzAyOjAw',
      datetime: '2024-02-29 23:00:00.5',
      date: OUT_OF_RANGE,
      time: UNMAPPABLE,
      integer: UNMAPPABLE,
      decimal: UNMAPPABLE,
      float: UNMAPPABLE,
    },
  },
  bytes: {
    schema: primitive('bytes'),
    value: Uint8Array.of(0, 9, 10, 92, 255),
    written: UNMAPPABLE,
    but: { binary: 'AAkKXP8=', text: 'AAkKXP8=', other: 'AAkKXP8=', json: '"AAkKXP8="' },
  },
  array: { schema: array(primitive('string')), value: ['a\n', null], written: '["a\\\\n",null]' },
  map: {
    schema: map(primitive('int32'), primitive('string')),
    value: new Map([[1, '"']]),
    written: '[{"key":1,"value":"\\\\""}]',
  },
  struct: { schema: struct(['a\\', primitive('int8')]), value: [1], written: '{"a\\\\\\\\":1}' },
  Decimal: {
    schema: decimal(2),
    value: '-12.50',
    written: '-12.50',
    but: { integer: OUT_OF_RANGE, ...temporals },
  },
  'Decimal without a fraction': {
    schema: decimal(2),
    value: '12.00',
    written: '12.00',
    but: { integer: '12', ...temporals },
  },
  'Decimal with more digits than the column': {
    schema: decimal(3),
    value: '0.125',
    written: '0.125',
    but: { integer: OUT_OF_RANGE, decimal: OUT_OF_RANGE, ...temporals },
  },
  Date: {
    schema: date,
    value: -1,
    written: '1969-12-31',
    but: { integer: '-1', decimal: '-1', float: '-1', json: '"1969-12-31"', time: UNMAPPABLE },
  },
  'Date beyond the year 9999': {
    schema: date,
    value: 2 ** 31 - 1,
    written: OUT_OF_RANGE,
    but: { integer: '2147483647', decimal: '2147483647', float: '2147483647', time: UNMAPPABLE },
  },
  Time: {
    schema: time,
    value: 36_672_001,
    written: '10:11:12.001',
    but: {
      integer: '36672001',
      decimal: '36672001',
      float: '36672001',
      json: '"10:11:12.001"',
      date: UNMAPPABLE,
      datetime: UNMAPPABLE,
    },
  },
  Timestamp: {
    schema: timestamp,
    value: 1_709_251_199_123,
    written: '2024-02-29 23:59:59.123',
    but: {
      integer: '1709251199123',
      decimal: '1709251199123',
      float: '1709251199123',
      json: '"2024-02-29T23:59:59.123Z"',
      date: OUT_OF_RANGE,
      time: UNMAPPABLE,
    },
  },
  'Timestamp beyond what a Date can say': {
    schema: timestamp,
    value: 9_223_372_036_854_775_807n,
    written: OUT_OF_RANGE,
    but: {
      integer: '9223372036854775807',
      decimal: OUT_OF_RANGE,
      float: '9223372036854775807',
      time: UNMAPPABLE,
    },
  },
}

describe.each(Object.entries(CASES))('%s', (_, { schema, value, written, but = {} }) => {
  test.each(KINDS)('in a column of kind %s', (kind) => {
    const cell = compileCell(schema, column(COLUMNS[kind]))
    const expected = kind === 'bit' ? UNMAPPABLE : (but[kind] ?? written)
    if (typeof expected === 'string') {
      expect(cell.write(value)).toBe(expected)
    } else {
      expect(() => cell.write(value)).toThrow(
        expect.objectContaining({ code: expected.description }),
      )
    }
  })

  test.each(KINDS)('null in a column of kind %s is NULL', (kind) => {
    expect(compileCell(schema, column(COLUMNS[kind])).write(null)).toBe('\\N')
  })
})

test('only strings and bytes in binary columns travel as base64', () => {
  const base64 = Object.entries(CASES).flatMap(([name, { schema }]) =>
    KINDS.filter((kind) => compileCell(schema, column(COLUMNS[kind])).as === 'base64').map(
      (kind) => `${name} → ${kind}`,
    ),
  )
  expect(base64).toEqual([
    'string → binary',
    'string of no characters → binary',
    'string with a zone → binary',
    'bytes → binary',
  ])
})

test('a refusal names the column and a way out, never the value', () => {
  const write = (schema: Schema, type: string, value: Value) => () =>
    compileCell(schema, column(type, 'when')).write(value)
  expect(write(primitive('int32'), 'datetime(6)', 424_242)).toThrow(
    'A number without a logical type cannot become the datetime column "when": its unit is unknown. ' +
      'Send ISO text, or a schema with a logical type, or make the column a BIGINT.',
  )
  expect(write(time, 'date', 424_242)).toThrow(
    'A Time cannot become the date column "when": it has no date. Make it a TIME(6).',
  )
  expect(write(date, 'time(6)', 4_242)).toThrow(
    'A Date cannot become the time column "when": it has no time of day. Make it a DATE.',
  )
  expect(write(primitive('boolean'), 'bit(64)', true)).toThrow(/bit column "when".*TINYINT/)
})
