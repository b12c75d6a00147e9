import type { Comparison, Sample } from './sample.ts'

/** What a table has too little and too much of; both empty when it equals the topic. */
export interface TableDifference {
  readonly missing: number
  readonly surplus: number
  /** One row of each kind, to look at. */
  readonly firstMissing: readonly (string | null)[] | null
  readonly firstSurplus: readonly (string | null)[] | null
}

type Row = readonly (string | null)[]

const normalizers: Readonly<Record<Comparison, (text: string) => string>> = {
  text: (text) => text,
  number: (text) => String(Number(text)),
  json: (text) => JSON.stringify(sorted(JSON.parse(text))),
}

/**
 * Compares the rows of a table with those of a sample as multisets.
 *
 * @param rows cells in the order of the sample's columns
 */
export function compareTable(sample: Sample, rows: Iterable<Row>): TableDifference {
  const open = new Map<string, number>()
  for (const row of sample.rows) {
    const key = keyOf(sample, row)
    open.set(key, (open.get(key) ?? 0) + 1)
  }
  let surplus = 0
  let firstSurplus: Row | null = null
  for (const row of rows) {
    const key = keyOf(sample, row)
    const left = open.get(key) ?? 0
    if (left > 0) open.set(key, left - 1)
    else {
      surplus += 1
      firstSurplus ??= row
    }
  }
  const missing = [...open.values()].reduce((sum, left) => sum + left, 0)
  const firstMissing = sample.rows.find((row) => (open.get(keyOf(sample, row)) ?? 0) > 0) ?? null
  return { missing, surplus, firstMissing, firstSurplus }
}

function keyOf({ columns }: Sample, row: Row): string {
  const cells = columns.map(({ comparison }, index) => {
    const text = row[index] ?? null
    return text === null ? null : normalizers[comparison](text)
  })
  return JSON.stringify(cells)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)]),
  )
}
