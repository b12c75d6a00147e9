import type { OffsetRange } from '../../kafka/offset-range.ts'
import type { TextRow } from '../session/connection.ts'
import { integer } from './ledger-read.ts'

/** A committed range with its account, as maintenance reads it. */
export interface LedgerRow extends OffsetRange {
  readonly sequence: number
  readonly records: number
  readonly count: number
  readonly filtered: number
  readonly deadLettered: number
  readonly firstTimestamp: number
  readonly lastTimestamp: number
  readonly minTimestamp: number
  readonly maxTimestamp: number
  /** Old enough to be touched, and not among the newest. */
  readonly settled: boolean
  /** Old enough for the gaps at its sides to be closed. */
  readonly aged: boolean
}

/** @throws StoreError `ERR_LEDGER_FOREIGN` for a row that no sink has written */
export function ledgerRow(row: TextRow): LedgerRow {
  return {
    sequence: integer(row, 'sequence'),
    first: integer(row, 'firstOffset'),
    last: integer(row, 'lastOffset'),
    records: integer(row, 'records'),
    count: integer(row, 'count'),
    filtered: integer(row, 'filtered'),
    deadLettered: integer(row, 'deadLettered'),
    firstTimestamp: integer(row, 'firstTimestamp'),
    lastTimestamp: integer(row, 'lastTimestamp'),
    minTimestamp: integer(row, 'minTimestamp'),
    maxTimestamp: integer(row, 'maxTimestamp'),
    settled: row.settled === '1',
    aged: row.aged === '1',
  }
}

/** Ranges that become one row. */
export interface Merge {
  /** The row that stays: the one of the highest sequence, whose `highOffset` and `createdAt` hold for all. */
  readonly kept: LedgerRow
  readonly removed: readonly LedgerRow[]
  readonly first: number
  readonly last: number
  readonly firstTimestamp: number
  readonly lastTimestamp: number
  readonly minTimestamp: number
  readonly maxTimestamp: number
}
