import { describe, expect, test } from 'vitest'
import type { Value } from '../../../../lib/schema.ts'
import {
  compileStructured,
  type StructuredKind,
} from '../../../../lib/singlestore/cell/structured-text.ts'
import { primitive, struct } from '../build-schema.ts'

type Members = Readonly<Record<string, Value>>

/** Members in an order that is not the calendar's: they go by name. */
function text(of: StructuredKind, members: Members): string {
  const names = Object.keys(members).reverse()
  const schema = struct(...names.map((name) => [name, primitive('int32')] as const))
  return compileStructured(schema, of)(names.map((name) => members[name] ?? null))
}

const day = { year: 2024, month: 2, day: 29 }
const clock = { hour: 23, minute: 5, second: 9 }

test.each<[StructuredKind, Members, string]>([
  ['date', day, '2024-02-29'],
  ['time', clock, '23:05:09'],
  ['time', { ...clock, nanos: 1 }, '23:05:09.000000001'],
  ['time', { ...clock, nanos: 120_000_000 }, '23:05:09.12'],
  ['time', { ...clock, picoseconds: 1 }, '23:05:09.000000000001'],
  ['time', { hour: 24, minute: null }, '24:00:00'],
  ['zoned-time', { ...clock, offsetSeconds: 0 }, '23:05:09Z'],
  ['zoned-time', { ...clock, offsetSeconds: -5400 }, '23:05:09-01:30'],
  ['timestamp', { ...day, ...clock }, '2024-02-29T23:05:09Z'],
  ['zoned-timestamp', { ...day, ...clock, offsetSeconds: 3600 }, '2024-02-29T23:05:09+01:00'],
])('a %s of %j is %s', (of, members, iso) => {
  expect(text(of, members)).toBe(iso)
})

describe('what no column holds is out of range, with its side where it has one:', () => {
  test.each<[StructuredKind, Members, string | null]>([
    ['date', { specialValue: 'POSITIVE_INFINITY' }, 'greatest'],
    ['zoned-timestamp', { specialValue: 'NEGATIVE_INFINITY' }, 'least'],
    ['date', { ...day, year: 10_000 }, 'greatest'],
    ['date', { ...day, year: -44 }, 'least'],
    ['date', { ...day, day: 30 }, null],
    ['date', { ...day, month: 13 }, null],
    ['date', { ...day, month: 0 }, null],
    ['time', { ...clock, hour: 25 }, null],
    ['time', { ...clock, minute: -1 }, null],
    ['time', { ...clock, second: 60 }, null],
    ['time', { ...clock, nanos: 1_000_000_000 }, null],
    ['zoned-time', { ...clock, offsetSeconds: 86_400 }, null],
  ])('a %s of %j', (of, members, nearest) => {
    expect(() => text(of, members)).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE', nearest }),
    )
  })
})

test('a date without one of its members is named by it', () => {
  expect(() => text('timestamp', { ...clock, year: 2024, day: 1 })).toThrow(/lacks its month/)
})
