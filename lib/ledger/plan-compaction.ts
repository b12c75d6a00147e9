import type { LedgerRow, Merge } from '../singlestore/ledger/ledger-maintenance-row.ts'

/** What one page of ranges comes to. */
export interface CompactionPlan {
  readonly merges: readonly Merge[]
  /** Gaps that merges close. */
  readonly gapsClosed: number
  /** Where the next page begins, so that the last range of this one can grow on; null where this page is the last. */
  readonly next: number | null
}

/**
 * Decides which ranges become one: settled neighbours that are exactly adjacent, or with a gap between them where both are
 * aged. A range that may not be touched ends a merge.
 * @param rows a page in offset order, disjoint; young ranges among them where gaps may be closed
 * @param limit how many rows were asked for
 * @param maxMerges the rest is left to the next page
 */
export function planCompaction(
  rows: readonly LedgerRow[],
  limit: number,
  maxMerges: number,
): CompactionPlan {
  const merges: Merge[] = []
  let gapsClosed = 0
  for (const group of groups(rows)) {
    const merge = mergeOf(group)
    if (merge === null) continue
    merges.push(merge)
    gapsClosed += countGaps(group)
    if (merges.length === maxMerges) return { merges, gapsClosed, next: merge.last }
  }
  const last = rows.at(-1)
  return { merges, gapsClosed, next: rows.length < limit ? null : (last?.last ?? null) }
}

function groups(rows: readonly LedgerRow[]): readonly LedgerRow[][] {
  const all: LedgerRow[][] = []
  let before: LedgerRow | undefined
  for (const row of rows) {
    const group = all.at(-1)
    if (before !== undefined && group !== undefined && joins(before, row)) group.push(row)
    else all.push([row])
    before = row
  }
  return all
}

function joins(before: LedgerRow, row: LedgerRow): boolean {
  if (!before.settled || !row.settled) return false
  return before.last + 1 === row.first || (before.aged && row.aged)
}

function mergeOf(group: readonly LedgerRow[]): Merge | null {
  const [first] = group
  const last = group.at(-1)
  if (first === undefined || last === undefined || first === last) return null
  const kept = group.reduce((newest, row) => (row.sequence > newest.sequence ? row : newest))
  return {
    kept,
    removed: group.filter((row) => row !== kept),
    first: first.first,
    last: last.last,
    firstTimestamp: first.firstTimestamp,
    lastTimestamp: last.lastTimestamp,
    minTimestamp: group.reduce((least, row) => Math.min(least, row.minTimestamp), Infinity),
    maxTimestamp: group.reduce((most, row) => Math.max(most, row.maxTimestamp), -Infinity),
  }
}

function countGaps(group: readonly LedgerRow[]): number {
  return group.filter((row, index) => {
    const before = group[index - 1]
    return before !== undefined && before.last + 1 < row.first
  }).length
}
