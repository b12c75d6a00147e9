import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dateText,
  datetimeText,
  isoText,
  timeText,
} from '../../../../lib/singlestore/cell/temporal-text.ts'

const DAY_MS = 86_400_000
/** 838:59:59 */
const MOST_MS = 3_020_399_000
const outOfRange = expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' })

describe('a date', () => {
  test.each([
    [0, '1970-01-01'],
    [-1, '1969-12-31'],
    [19_782, '2024-02-29'],
    [11_016, '2000-02-29'],
    [-25_509, '1900-02-28'],
    [-25_508, '1900-03-01'],
    [-354_285, '1000-01-01'],
    [2_932_896, '9999-12-31'],
  ])('of %s days is %s', (days, text) => {
    expect(dateText(days)).toBe(text)
  })

  test.each([-354_286, 2_932_897, 2 ** 31 - 1, -(2 ** 31), Number.NaN])(
    'of %s days is out of range',
    (days) => {
      expect(() => dateText(days)).toThrow(outOfRange)
    },
  )
})

describe('an instant', () => {
  test.each([
    [0, '1970-01-01 00:00:00.000'],
    [-1, '1969-12-31 23:59:59.999'],
    [1_709_251_199_123, '2024-02-29 23:59:59.123'],
    [Date.UTC(1000, 0, 1), '1000-01-01 00:00:00.000'],
    [Date.UTC(9999, 11, 31, 23, 59, 59, 999), '9999-12-31 23:59:59.999'],
  ])('of %s ms is %s', (ms, text) => {
    expect(datetimeText(ms)).toBe(text)
    expect(isoText(ms)).toBe(`${text.replace(' ', 'T')}Z`)
  })

  test.each([
    Date.UTC(1000, 0, 1) - 1,
    Date.UTC(9999, 11, 31, 23, 59, 59, 999) + 1,
    8.64e15 + 1,
    -8.64e15 - 1,
    2 ** 63,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('of %s ms is out of range', (ms) => {
    expect(() => datetimeText(ms)).toThrow(outOfRange)
    expect(() => isoText(ms)).toThrow(outOfRange)
  })
})

test('dates and instants are those of a Date, from the first to the last', () => {
  const instant = fc.integer({
    min: Date.UTC(1000, 0, 1),
    max: Date.UTC(9999, 11, 31, 23, 59, 59, 999),
  })
  fc.assert(
    fc.property(instant, (ms) => {
      const iso = new Date(ms).toISOString()
      expect(isoText(ms)).toBe(iso)
      expect(dateText(Math.floor(ms / DAY_MS))).toBe(iso.slice(0, 10))
    }),
  )
})

test('every instant that a column holds is the one a Date tells', () => {
  const ms = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) })
  fc.assert(
    fc.property(ms, (instant) => {
      const iso = new Date(instant).toISOString()
      expect(isoText(instant)).toBe(iso)
      expect(datetimeText(instant)).toBe(iso.slice(0, 23).replace('T', ' '))
      expect(dateText(Math.floor(instant / DAY_MS))).toBe(iso.slice(0, 10))
      expect(timeText(instant - Math.floor(instant / DAY_MS) * DAY_MS)).toBe(iso.slice(11, 23))
    }),
    { numRuns: 5_000 },
  )
})

test('every day of four centuries is the one a Date tells', () => {
  for (let days = -25_567; days < 120_530; days += 1) {
    if (dateText(days) !== new Date(days * DAY_MS).toISOString().slice(0, 10)) {
      expect.unreachable(`day ${days}`)
    }
  }
})

describe('a time', () => {
  test.each([
    [0, '00:00:00.000'],
    [1, '00:00:00.001'],
    [45_296_789, '12:34:56.789'],
    [DAY_MS - 1, '23:59:59.999'],
    [DAY_MS, '24:00:00.000'],
    [-1, '-00:00:00.001'],
    [-DAY_MS - 1, '-24:00:00.001'],
    [359_999_999, '99:59:59.999'],
    [360_000_000, '100:00:00.000'],
    [MOST_MS, '838:59:59.000'],
    [-MOST_MS, '-838:59:59.000'],
  ])('of %s ms is %s', (ms, text) => {
    expect(timeText(ms)).toBe(text)
  })

  test.each([-MOST_MS - 1, MOST_MS + 1, 8.64e15 + 1, Number.NaN])('of %s ms is none', (ms) => {
    expect(() => timeText(ms)).toThrow(outOfRange)
  })
})
