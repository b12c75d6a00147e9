import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fineDatetimeText,
  fineIsoText,
  fineTimeText,
  guardInfinity,
} from '../../../../lib/singlestore/cell/fine-time.ts'

const outOfRange = expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' })
const [FIRST_US, LAST_US] = [-30_610_224_000_000_000n, 253_402_300_799_999_999n]

/** As a format gives it: a number while it is safe. */
function given(count: bigint): number | bigint {
  return Number.isSafeInteger(Number(count)) ? Number(count) : count
}

/** By another way than the code's: a Date for the whole milliseconds, the digits of the rest. */
function isoOf(us: bigint): string {
  const ms = us >= 0n ? us / 1000n : (us - 999n) / 1000n
  const rest = String(us - ms * 1000n).padStart(3, '0')
  return new Date(Number(ms)).toISOString().replace('Z', `${rest}Z`)
}

const instants = fc.bigInt({ min: FIRST_US, max: LAST_US })

test('every microsecond from the first to the last is the one a Date tells', () => {
  fc.assert(
    fc.property(instants, (us) => {
      const iso = isoOf(us)
      expect(fineIsoText(given(us), 'us')).toBe(iso)
      expect(fineIsoText(us, 'us')).toBe(iso)
      expect(fineDatetimeText(given(us), 'us')).toBe(iso.slice(0, 26).replace('T', ' '))
    }),
    { numRuns: 3_000 },
  )
})

test('nanoseconds have six digits where they are whole microseconds, else nine', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 999 }), (us, rest) => {
      const digits = rest === 0 ? '' : String(rest).padStart(3, '0')
      expect(fineIsoText(given(us * 1000n + BigInt(rest)), 'ns')).toBe(
        isoOf(us).replace('Z', `${digits}Z`),
      )
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  [-1, 'us', '1969-12-31 23:59:59.999999'],
  [-9_007_199_254_740_991, 'us', '1684-07-28 00:12:25.259009'],
  [9_007_199_254_740_991, 'us', '2255-06-05 23:47:34.740991'],
  [8_999_999_999_999_999, 'us', '2255-03-14 15:59:59.999999'],
  [-0, 'ns', '1970-01-01 00:00:00.000000'],
  [-1n, 'ns', '1969-12-31 23:59:59.999999999'],
] as const)('%s %s is %s', (count, unit, text) => {
  expect(fineDatetimeText(count, unit)).toBe(text)
})

test.each([FIRST_US - 1n, LAST_US + 1n, 2n ** 200n, -(2n ** 200n)])(
  '%s µs is out of range',
  (us) => {
    expect(() => fineDatetimeText(us, 'us')).toThrow(outOfRange)
    expect(() => fineIsoText(us * 1000n, 'ns')).toThrow(outOfRange)
  },
)

test('the ends of int64 are infinities, their neighbours are not', () => {
  expect(() => guardInfinity(2n ** 63n - 1n)).toThrow(
    expect.objectContaining({ nearest: 'greatest' }),
  )
  expect(() => guardInfinity(-(2n ** 63n))).toThrow(expect.objectContaining({ nearest: 'least' }))
  for (const count of [2n ** 63n - 2n, 1 - 2 ** 53, 0]) guardInfinity(count)
})

describe('a time', () => {
  test.each([
    [0, 'us', '00:00:00.000000'],
    [-1, 'us', '-00:00:00.000001'],
    [86_400_000_000, 'us', '24:00:00.000000'],
    [-3_020_399_000_000, 'us', '-838:59:59.000000'],
    [3_020_399_000_000_000n, 'ns', '838:59:59.000000'],
    [-1_500_000_001n, 'ns', '-00:00:01.500000001'],
  ] as const)('of %s %s is %s', (count, unit, text) => {
    expect(fineTimeText(count, unit)).toBe(text)
  })

  test.each([3_020_399_000_001, -3_020_399_000_001, 2n ** 100n, Number.NaN])(
    'of %s µs is out of range',
    (count) => {
      expect(() => fineTimeText(count, 'us')).toThrow(outOfRange)
    },
  )
})
