import type { Batch } from '../kafka/record.ts'

/** What became of the records of one event; `delivered` is the sum of the others. */
export interface Totals {
  readonly delivered: number
  readonly written: number
  /** Accounted for in the ledger, no row: deletes that are not applied, Debezium's own records, what the filter or a newer version left undone. */
  readonly filtered: number
  /** Committed by an earlier delivery. */
  readonly repeated: number
  /** Kept in the dead-letter table. */
  readonly deadLettered: number
  /** Left for redelivery: a fault of their topic-partition stands before them. */
  readonly held: number
}

export const NO_RECORDS: Totals = {
  delivered: 0,
  written: 0,
  filtered: 0,
  repeated: 0,
  deadLettered: 0,
  held: 0,
}

/** What is delivered and became nothing is held. */
export function totalsOf(
  batches: readonly Batch[],
  became: Omit<Totals, 'delivered' | 'held'>,
): Totals {
  const delivered = batches.reduce((sum, { records }) => sum + records.length, 0)
  const { written, filtered, repeated, deadLettered } = became
  return { ...became, delivered, held: delivered - written - filtered - repeated - deadLettered }
}

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    delivered: a.delivered + b.delivered,
    written: a.written + b.written,
    filtered: a.filtered + b.filtered,
    repeated: a.repeated + b.repeated,
    deadLettered: a.deadLettered + b.deadLettered,
    held: a.held + b.held,
  }
}
