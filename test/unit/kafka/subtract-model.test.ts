import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { subtract } from '../../../lib/kafka/subtract.ts'
import { buildRange } from './build-range.ts'
import { buildBatch } from './build-record.ts'

/** A log with gaps, cut into batches of which some are committed, and a delivery of some of its records. */
const delivery = fc
  .record({
    offsets: fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 40 }),
    cuts: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 40 }),
    committed: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
    delivered: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
    shuffle: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  })
  .map(({ offsets, cuts, committed, delivered, shuffle }) => {
    const log = offsets.toSorted((a, b) => a - b)
    const batches: number[][] = []
    let start = 0
    for (let index = 0; start < log.length; index += 1) {
      const size = cuts[index % cuts.length] ?? 1
      batches.push(log.slice(start, start + size))
      start += size
    }
    const chosen = batches.filter((_, index) => committed[index] === true)
    return {
      delivered: log.filter((_, index) => delivered[index] === true),
      committed: chosen,
      ranges: chosen
        .map((batch, index) => ({ range: buildRange(batch), rank: shuffle[index] ?? 0 }))
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ range }) => range),
    }
  })
  .filter(({ delivered }) => delivered.length > 0)

describe('against a set of committed offsets', () => {
  test('what remains is what was delivered and is not in the set, in its order', () => {
    fc.assert(
      fc.property(delivery, ({ delivered, committed, ranges }) => {
        const known = new Set(committed.flat())
        const { spans, repeated } = subtract(buildBatch(delivered), ranges)
        const remaining = spans.flatMap(({ records }) => records.map(({ offset }) => offset))
        expect(remaining).toEqual(delivered.filter((offset) => !known.has(offset)))
        expect(repeated).toBe(delivered.filter((offset) => known.has(offset)).length)
      }),
      { numRuns: 2_000 },
    )
  })

  test('spans overlap neither a committed range nor each other, and their ends are their records', () => {
    fc.assert(
      fc.property(delivery, ({ delivered, ranges }) => {
        const { spans } = subtract(buildBatch(delivered), ranges)
        const all = [...ranges, ...spans].toSorted((a, b) => a.first - b.first)
        for (const [index, range] of all.entries()) {
          expect(range.last).toBeLessThan(all[index + 1]?.first ?? Number.POSITIVE_INFINITY)
        }
        for (const { first, last, records } of spans) {
          expect([first, last]).toEqual([records[0]?.offset, records.at(-1)?.offset])
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('spans are as few as the ranges allow: between two neighbours lies a committed range', () => {
    fc.assert(
      fc.property(delivery, ({ delivered, ranges }) => {
        const { spans } = subtract(buildBatch(delivered), ranges)
        for (const [index, span] of spans.entries()) {
          const next = spans[index + 1]
          if (next === undefined) continue
          expect(ranges.some(({ first, last }) => span.last < first && last < next.first)).toBe(
            true,
          )
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('committing what remains and delivering again leaves nothing', () => {
    fc.assert(
      fc.property(delivery, ({ delivered, ranges }) => {
        const { spans } = subtract(buildBatch(delivered), ranges)
        const added = spans.map(({ records }) => buildRange(records.map(({ offset }) => offset)))
        expect(subtract(buildBatch(delivered), [...added, ...ranges])).toEqual({
          spans: [],
          repeated: delivered.length,
        })
      }),
      { numRuns: 1_000 },
    )
  })
})
