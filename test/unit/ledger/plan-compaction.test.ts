import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planCompaction } from '../../../lib/ledger/plan-compaction.ts'
import type { LedgerRow, Merge } from '../../../lib/singlestore/ledger/ledger-maintenance-row.ts'
import { buildRow } from './build-row.ts'

describe('a page of ranges', () => {
  test('merges neighbours that are adjacent into the row of the highest sequence', () => {
    const rows = [
      buildRow(3, 0, 9, { minTimestamp: 5, maxTimestamp: 3_000 }),
      buildRow(9, 10, 19),
      buildRow(4, 20, 29, { lastTimestamp: 77 }),
      buildRow(10, 31, 39),
    ]
    expect(planCompaction(rows, 10, 10)).toEqual({
      merges: [
        {
          ...{ kept: rows[1], removed: [rows[0], rows[2]], first: 0, last: 29 },
          ...{ firstTimestamp: 1_000, lastTimestamp: 77, minTimestamp: 5, maxTimestamp: 3_000 },
        },
      ],
      gapsClosed: 0,
      next: null,
    })
  })

  test('closes a gap only where both of its sides are aged, and never over a young range', () => {
    const aged = { aged: true }
    const rows = [
      buildRow(1, 0, 9, aged),
      buildRow(2, 15, 19, aged),
      buildRow(3, 30, 39),
      buildRow(4, 50, 59, aged),
      buildRow(9, 62, 63, { settled: false }),
      buildRow(5, 70, 79, aged),
    ]
    const { merges, gapsClosed } = planCompaction(rows, 10, 10)
    expect(merges.map(({ first, last }) => [first, last])).toEqual([[0, 19]])
    expect(gapsClosed).toBe(1)
  })

  test('goes on at its last range where more may come, and at its last merge where it had enough', () => {
    const rows = [buildRow(1, 0, 9), buildRow(2, 10, 19), buildRow(3, 30, 39), buildRow(4, 40, 49)]
    expect(planCompaction(rows, 4, 10).next).toBe(49)
    expect(planCompaction(rows, 5, 10).next).toBeNull()
    expect(planCompaction(rows, 5, 1)).toMatchObject({ merges: [{ last: 19 }], next: 19 })
    expect(planCompaction([], 5, 1)).toEqual({ merges: [], gapsClosed: 0, next: null })
  })
})

/** Ranges with a step before each, in any order of commit. */
const ledgers = fc
  .array(
    fc.record({
      gap: fc.constantFrom(0, 0, 0, 1, 5),
      size: fc.integer({ min: 1, max: 5 }),
      settled: fc.boolean(),
      aged: fc.boolean(),
      filtered: fc.integer({ min: 0, max: 1 }),
      order: fc.integer(),
    }),
    { maxLength: 30 },
  )
  .map((shapes) => {
    const sequences = shapes
      .map(({ order }, index) => ({ order, index }))
      .toSorted((a, b) => a.order - b.order || a.index - b.index)
    let next = 0
    return shapes.map(({ gap, size, settled, aged, filtered }, index): LedgerRow => {
      const first = next + gap
      next = first + size
      const sequence = sequences.findIndex((each) => each.index === index) + 1
      const account = { filtered, count: size - filtered }
      return buildRow(sequence, first, next - 1, { settled, aged: aged && settled, ...account })
    })
  })

/** What the database holds after a merge. */
function apply(rows: readonly LedgerRow[], merges: readonly Merge[]): readonly LedgerRow[] {
  const removed = new Set(merges.flatMap((merge) => merge.removed))
  return rows
    .filter((row) => !removed.has(row))
    .map((row) => {
      const merge = merges.find(({ kept }) => kept === row)
      if (merge === undefined) return row
      const all = [row, ...merge.removed]
      const sum = (column: 'records' | 'count' | 'filtered') =>
        all.reduce((total, each) => total + each[column], 0)
      const { first, last } = merge
      const account = { records: sum('records'), count: sum('count'), filtered: sum('filtered') }
      return { ...row, first, last, ...account, aged: all.every(({ aged }) => aged) }
    })
    .toSorted((a, b) => a.first - b.first)
}

/** Page by page, as a run goes through the ledger. */
function compactAll(rows: readonly LedgerRow[], limit: number, maxMerges: number) {
  let left = rows
  let pages = 0
  for (let from: number | null = 0; from !== null; pages += 1) {
    const start: number = from
    const page = left.filter(({ last }) => last >= start).slice(0, limit)
    const plan = planCompaction(page, limit, maxMerges)
    left = apply(left, plan.merges)
    from = plan.next
    if (pages > rows.length + 1) throw new Error('The pages come to no end.')
  }
  return left
}

const offsets = (rows: readonly LedgerRow[]) =>
  rows.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at))
const sums = (rows: readonly LedgerRow[]) =>
  (['records', 'count', 'filtered'] as const).map((column) =>
    rows.reduce((sum, row) => sum + row[column], 0),
  )

describe('a run over a ledger, in pages of any size', () => {
  const limits = fc.integer({ min: 2, max: 9 })
  const mergeLimits = fc.integer({ min: 1, max: 3 })

  test('keeps the set of committed offsets, the sums, every young range, and only sequences that were there', () => {
    fc.assert(
      fc.property(ledgers, limits, mergeLimits, (shapes, limit, maxMerges) => {
        const rows = shapes.map((row) => ({ ...row, aged: false }))
        const after = compactAll(rows, limit, maxMerges)
        expect(offsets(after)).toEqual(offsets(rows))
        expect(sums(after)).toEqual(sums(rows))
        const young = rows.filter(({ settled }) => !settled)
        expect(after.filter(({ settled }) => !settled)).toEqual(young)
        const known = new Set(rows.map(({ sequence }) => sequence))
        expect(after.every(({ sequence }) => known.has(sequence))).toBe(true)
      }),
    )
  })

  test('leaves no two settled neighbours adjacent, as a naive merge of the set of offsets would', () => {
    fc.assert(
      fc.property(ledgers, limits, mergeLimits, (shapes, limit, maxMerges) => {
        const rows = shapes.map((row) => ({ ...row, aged: false }))
        const naive: [number, number][] = []
        let before: LedgerRow | undefined
        for (const row of rows) {
          const open = naive.at(-1)
          const joins = before?.settled === true && row.settled && before.last + 1 === row.first
          if (joins && open !== undefined) open[1] = row.last
          else naive.push([row.first, row.last])
          before = row
        }
        const after = compactAll(rows, limit, maxMerges)
        expect(after.map(({ first, last }) => [first, last])).toEqual(naive)
      }),
    )
  })

  test('closes gaps only between aged ranges, and takes no offset away', () => {
    fc.assert(
      fc.property(ledgers, limits, mergeLimits, (rows, limit, maxMerges) => {
        const after = compactAll(rows, limit, maxMerges)
        const covered = new Set(offsets(after))
        expect(offsets(rows).every((offset) => covered.has(offset))).toBe(true)
        expect(covered.size).toBe(offsets(after).length)
        expect(sums(after)).toEqual(sums(rows))
        const atOnce = new Set(offsets(compactAll(rows, 1_000, 1_000)))
        for (const [index, row] of rows.entries()) {
          const next = rows[index + 1]
          if (next === undefined || row.last + 1 === next.first) continue
          const closes = row.aged && next.aged
          expect(atOnce.has(row.last + 1)).toBe(closes)
          // A range that an earlier page merged with a younger one waits until that one is aged, too.
          if (covered.has(row.last + 1)) expect(closes).toBe(true)
        }
      }),
    )
  })
})
