import { addCounts } from '../sink-counts.ts'
import type { DemoResult } from './run-demo.ts'

/** The result of `demo --json`, over both deliveries. */
export interface DemoJson {
  readonly delivered: number
  readonly written: number
  readonly repeated: number
  readonly filtered: number
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>
  readonly ledgerRows: number
  /** Of the first delivery, cold starts and table creation included. */
  readonly recordsPerSecond: number
}

export function demoJson({ first, second, tables, ledger }: DemoResult): DemoJson {
  const { delivered, written, repeated, filtered } = addCounts(first.counts, second.counts)
  return {
    delivered,
    written,
    repeated,
    filtered,
    tables: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
    ledgerRows: ledger.rows,
    recordsPerSecond: Math.round(first.counts.delivered / (first.durationMs / 1000)),
  }
}
