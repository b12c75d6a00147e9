import { expect, test } from 'vitest'
import { addTotals, NO_RECORDS, totalsOf } from '../../../lib/sink/totals.ts'
import { buildBatch } from '../kafka/build-record.ts'

const became = { written: 2, filtered: 1, repeated: 1, deadLettered: 1 }

test('what became nothing is held, so that every delivered record is accounted for', () => {
  const batches = [buildBatch([1, 2, 3, 4, 5]), buildBatch([1, 2], { partition: 1 })]
  expect(totalsOf(batches, became)).toEqual({ ...became, delivered: 7, held: 2 })
  expect(totalsOf([], NO_RECORDS)).toEqual(NO_RECORDS)
})

test('totals add up figure by figure', () => {
  const one = { delivered: 7, held: 2, ...became }
  expect(addTotals(one, NO_RECORDS)).toEqual(one)
  expect(
    addTotals(one, {
      delivered: 6,
      written: 1,
      filtered: 1,
      repeated: 1,
      deadLettered: 1,
      held: 2,
    }),
  ).toEqual({
    delivered: 13,
    written: 3,
    filtered: 2,
    repeated: 2,
    deadLettered: 2,
    held: 4,
  })
})
