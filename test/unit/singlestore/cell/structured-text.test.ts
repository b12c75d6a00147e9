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
  test.each<[StructuredKind, Members, string]>([
    ['date', { specialValue: 'POSITIVE_INFINITY' }, 'greatest'],
    ['zoned-timestamp', { specialValue: 'NEGATIVE_INFINITY' }, 'least'],
    ['date', { ...day, year: 10_000 }, 'greatest'],
    ['date', { ...day, year: -44 }, 'least'],
  ])('a %s of %j', (of, members, nearest) => {
    expect(() => text(of, members)).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE', nearest }),
    )
  })
})

test('a date without one of its members is named by it', () => {
  expect(() => text('timestamp', { ...clock, year: 2024, day: 1 })).toThrow(/lacks its month/)
})

describe('what no calendar and no clock has is refused under every policy:', () => {
  test.each<[StructuredKind, Members]>([
    ['date', { ...day, day: 30 }],
    ['date', { ...day, month: 13 }],
    ['date', { ...day, month: 0 }],
    ['time', { ...clock, hour: 25 }],
    ['time', { ...clock, minute: -1 }],
    ['time', { ...clock, second: 60 }],
    ['time', { ...clock, nanos: 1_000_000_000 }],
    ['zoned-time', { ...clock, offsetSeconds: 86_400 }],
    ['date', { year: 0, month: 0, day: 0 }],
    ['date', { year: -100, month: 2, day: 29 }],
    ['date', { year: 10_000, month: 2, day: 30 }],
  ])('a %s of %j', (of, members) => {
    expect(() => text(of, members)).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_UNMAPPABLE',
        message: expect.stringMatching(/calendar/),
      }),
    )
  })
})

describe('a zone without its offset', () => {
  test.each<[StructuredKind, Members]>([
    ['zoned-time', { ...clock, offsetSeconds: null, zoneId: 'Europe/Berlin' }],
    ['zoned-timestamp', { ...day, ...clock, offsetSeconds: null, zoneId: 'Europe/Berlin' }],
    ['zoned-timestamp', { ...day, ...clock }],
  ])('is not taken for UTC: a %s of %j', (of, members) => {
    expect(() => text(of, members)).toThrow(/lacks its offsetSeconds/)
  })

  test('is UTC where it says so', () => {
    expect(text('zoned-time', { ...clock, zoneId: 'UTC' })).toBe('23:05:09Z')
  })

  test('goes by the offset where there is one', () => {
    const members = { ...day, ...clock, offsetSeconds: 3_661, zoneId: 'Africa/Monrovia' }
    expect(text('zoned-timestamp', members)).toBe('2024-02-29T23:05:09+01:01:01')
  })
})
