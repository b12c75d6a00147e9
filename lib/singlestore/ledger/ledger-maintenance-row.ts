import type { OffsetRange } from '../../kafka/offset-range.ts'
import type { TextRow } from '../session/connection.ts'
import { integer, integerOrNull } from './ledger-read.ts'

/** A committed range with its account, as maintenance reads it. */
export interface LedgerRow extends OffsetRange {
  readonly sequence: number
  readonly records: number
  readonly count: number
  readonly filtered: number
  readonly deadLettered: number
  /** Null in a range that was adopted. */
  readonly firstTimestamp: number | null
  readonly lastTimestamp: number | null
  readonly minTimestamp: number
  readonly maxTimestamp: number
  /** Old enough to be touched, not among the newest, and not adopted. */
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
    firstTimestamp: integerOrNull(row, 'firstTimestamp'),
    lastTimestamp: integerOrNull(row, 'lastTimestamp'),
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
  readonly firstTimestamp: number | null
  readonly lastTimestamp: number | null
  readonly minTimestamp: number
  readonly maxTimestamp: number
}
