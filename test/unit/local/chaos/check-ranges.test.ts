import { expect, test } from 'vitest'
import { checkRanges } from '../../../../infra/local/chaos/check/check-ranges.ts'
import type { Became } from '../../../../infra/local/chaos/check/check-record.ts'
import { foundRange } from './found.ts'

const written = (...offsets: readonly number[]) => ({
  offsets,
  became: offsets.map((): Became => 'written'),
})

test('ranges that hold every offset once and count them right are as they should be, gaps or not', () => {
  const outcomes = {
    offsets: [0, 1, 5, 6, 9],
    became: ['written', 'filtered', 'deadLettered', 'written', 'written'] as const,
  }
  const ranges = [
    foundRange(6, 9, { records: 2, count: 2 }),
    foundRange(0, 5, { records: 3, count: 1, filtered: 1, deadLettered: 1 }),
  ]
  expect(checkRanges(outcomes, ranges)).toEqual([])
})

test('every offset before, between and behind the ranges is uncovered', () => {
  const faults = checkRanges(written(0, 1, 4, 7, 8), [foundRange(1, 1), foundRange(7, 7)])
  expect(faults.map(({ offset }) => offset)).toEqual([0, 4, 8])
  expect(faults[0]?.why).toBe('inside no range of the ledger')
})

test('without a ledger everything is uncovered', () => {
  expect(checkRanges(written(3, 4), []).map(({ offset }) => offset)).toEqual([3, 4])
})

test('ranges that share an offset are found, one inside of another too', () => {
  const faults = checkRanges(written(0, 1, 2, 3), [
    foundRange(0, 3),
    foundRange(1, 1),
    foundRange(3, 3),
  ])
  expect(faults.map(({ offset }) => offset)).toEqual([1, 3])
  expect(faults[0]?.why).toBe("the ledger's range 1–1 overlaps another that ends at 3")
})

test.each([
  [{ records: 3 }, '3 records where 2 are found'],
  [{ count: 1 }, '1 written where 2 are found'],
  [{ filtered: 1 }, '1 filtered where 0 are found'],
  [{ deadLettered: 4 }, '4 dead-lettered where 0 are found'],
])('a range that says %j is found', (counts, why) => {
  expect(checkRanges(written(0, 1), [foundRange(0, 1, counts)])).toEqual([
    { offset: 0, why: `the ledger's range 0–1 says ${why}` },
  ])
})

test('a range over a lost record counts it as written, and that is found', () => {
  const outcomes = { offsets: [0, 1], became: ['written', null] as const }
  expect(checkRanges(outcomes, [foundRange(0, 1)])).toEqual([
    { offset: 0, why: "the ledger's range 0–1 says 2 written where 1 are found" },
  ])
})

test('a range without any produced offset is found, unless it counts none', () => {
  expect(checkRanges(written(9), [foundRange(1, 2), foundRange(9, 9)])).toEqual([
    {
      offset: 1,
      why: "the ledger's range 1–2 says 2 records where 0 are found, 2 written where 0 are found",
    },
  ])
})
