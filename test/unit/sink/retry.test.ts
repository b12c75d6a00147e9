import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventError, RecordError, StoreError } from '../../../lib/errors.ts'
import { claimError } from '../../../lib/singlestore/ledger/claim-error.ts'
import { toStoreError } from '../../../lib/singlestore/session/store-error.ts'
import { backoffMs, mayBeStale } from '../../../lib/sink/retry.ts'
import { driverError } from '../singlestore/session/driver-error.ts'

const transient = toStoreError(
  driverError('Lock wait timeout exceeded', { errno: 1205 }),
  'loading',
)
const permanent = toStoreError(driverError('Unknown database', { errno: 1049 }), 'loading')

function options(random: number, parts: { maxRetries?: number; retryBackoffMs?: number } = {}) {
  return { maxRetries: 10, retryBackoffMs: 3_000, random: () => random, ...parts }
}

describe('the pause before the next try', () => {
  test('at most doubles from 50 ms up to the ceiling', () => {
    const longest = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((retries) =>
      backoffMs(transient, retries, 60_000, options(1)),
    )
    expect(longest).toEqual([50, 100, 200, 400, 800, 1_600, 3_000, 3_000, 3_000, 3_000])
  })

  test('is spread over all of that, down to nothing', () => {
    expect(backoffMs(transient, 3, 60_000, options(0))).toBe(0)
    expect(backoffMs(transient, 3, 60_000, options(0.5))).toBe(200)
  })

  test('keeps its bounds however often it was tried and whatever is configured', () => {
    const ratio = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(ratio, fc.nat(2_000), fc.nat(10_000), (random, retries, ceiling) => {
        const pause = backoffMs(
          transient,
          retries,
          Number.POSITIVE_INFINITY,
          options(random, { maxRetries: 5_000, retryBackoffMs: ceiling }),
        )
        expect(pause).toBeGreaterThanOrEqual(0)
        expect(pause).toBeLessThanOrEqual(Math.min(ceiling, 50 * 2 ** retries))
        expect(Number.isInteger(pause)).toBe(true)
      }),
    )
  })

  test('is short after a claim that was taken: only the ledger has to be read again', () => {
    const taken = claimError(
      toStoreError(driverError('Duplicate entry', { errno: 1062 }), 'claiming'),
      [{ topic: 'orders', partition: 0 }],
      'ledger',
    )
    expect(backoffMs(taken, 9, 60_000, options(1))).toBe(10)
    expect(backoffMs(taken, 1_000, 60_000, options(1))).toBe(10)
    expect(backoffMs(taken, 0, 5, options(1))).toBeNull()
  })
})

describe('there is no next try', () => {
  test('after as many retries as are configured', () => {
    expect(backoffMs(transient, 2, 60_000, options(0, { maxRetries: 3 }))).toBe(0)
    expect(backoffMs(transient, 3, 60_000, options(0, { maxRetries: 3 }))).toBeNull()
    expect(backoffMs(transient, 0, 60_000, options(0, { maxRetries: 0 }))).toBeNull()
  })

  test('when the pause would outlast the invocation', () => {
    expect(backoffMs(transient, 0, 50, options(1))).toBeNull()
    expect(backoffMs(transient, 0, 51, options(1))).toBe(50)
    expect(backoffMs(transient, 0, 0, options(0))).toBeNull()
    expect(backoffMs(transient, 0, -5, options(0))).toBeNull()
  })

  test.each([
    permanent,
    new RecordError('ERR_RECORD_REFUSED', 'm'),
    new EventError('ERR_TOPIC_RECREATED', 'm'),
    new StoreError('ERR_DEADLINE', 'm', { transient: false }),
    new TypeError('m'),
    'text',
    undefined,
  ])('for what will fail again: %s', (error) => {
    expect(backoffMs(error, 0, 60_000, options(0))).toBeNull()
  })
})

describe('the memory of the tables may be old', () => {
  test.each([
    new StoreError('ERR_COLUMN_MISSING', 'm', { transient: false }),
    toStoreError(driverError("Unknown column 'x'", { errno: 1054 }), 'loading'),
    toStoreError(driverError("Table 't' doesn't exist", { errno: 1146 }), 'loading'),
  ])('after $message', (error) => {
    expect(mayBeStale(error)).toBe(true)
  })

  test.each([
    transient,
    permanent,
    new RecordError('ERR_RECORD_UNMAPPABLE', 'm'),
    new Error('m'),
    null,
  ])('but not after %s', (error) => {
    expect(mayBeStale(error)).toBe(false)
  })
})
