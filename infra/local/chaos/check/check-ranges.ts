import type { Became } from './check-record.ts'
import type { FoundRange } from './evidence.ts'

/** Produced offsets in ascending order, and what became of each. */
export interface Outcomes {
  readonly offsets: readonly number[]
  readonly became: readonly (Became | null)[]
}

/** An offset that the ledger does not account for, or the first one of a range that it counts wrongly. */
export interface RangeFault {
  readonly offset: number
  readonly why: string
}

/** Holds the ledger of one partition against what was produced and what became of it. */
export function checkRanges(
  { offsets, became }: Outcomes,
  ranges: readonly FoundRange[],
): readonly RangeFault[] {
  const sorted = ranges.toSorted((a, b) => a.first - b.first)
  const faults: RangeFault[] = []
  let index = 0
  let end = -1
  for (const range of sorted) {
    if (range.first <= end) {
      faults.push({
        offset: range.first,
        why: `the ledger's range ${range.first}–${range.last} overlaps another that ends at ${end}`,
      })
    }
    for (; (offsets[index] ?? Number.POSITIVE_INFINITY) < range.first; index += 1) {
      faults.push(uncovered(offsets[index] ?? 0))
    }
    const from = firstAtOrAbove(offsets, range.first)
    const to = firstAtOrAbove(offsets, range.last + 1)
    const fault = checkCounts(range, became.slice(from, to))
    if (fault !== null) faults.push({ offset: range.first, why: fault })
    index = Math.max(index, to)
    end = Math.max(end, range.last)
  }
  for (; index < offsets.length; index += 1) faults.push(uncovered(offsets[index] ?? 0))
  return faults
}

function uncovered(offset: number): RangeFault {
  return { offset, why: 'inside no range of the ledger' }
}

function checkCounts(range: FoundRange, became: readonly (Became | null)[]): string | null {
  const found = {
    records: became.length,
    written: became.filter((one) => one === 'written').length,
    filtered: became.filter((one) => one === 'filtered').length,
    'dead-lettered': became.filter((one) => one === 'deadLettered').length,
  }
  const said = {
    records: range.records,
    written: range.count,
    filtered: range.filtered,
    'dead-lettered': range.deadLettered,
  }
  const differing = (Object.keys(said) as (keyof typeof said)[])
    .filter((name) => said[name] !== found[name])
    .map((name) => `${said[name]} ${name} where ${found[name]} are found`)
  if (differing.length === 0) return null
  return `the ledger's range ${range.first}–${range.last} says ${differing.join(', ')}`
}

/** The index of the first of the ascending numbers that is not below the bound. */
function firstAtOrAbove(ascending: readonly number[], bound: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? bound) < bound) low = middle + 1
    else high = middle
  }
  return low
}
