import type { OffsetRange } from '../../kafka/offset-range.ts'
import { selectTouching, updateAdopted } from '../dialect/ledger-adopt.ts'
import type { Tail } from './claim.ts'
import type { PartitionLedger } from './ledger-maintenance.ts'
import { integer } from './ledger-read.ts'

/** A committed range, and whether a sink wrote it or it was adopted. */
export interface TouchedRange extends OffsetRange {
  readonly adopted: boolean
}

/** More than one range is the exception: a few are enough to say what is in the way. */
const MOST_TOUCHED = 50

/** The first of the committed ranges that touch these offsets, in offset order. @throws StoreError */
export async function readTouched(
  ledger: PartitionLedger,
  offsets: OffsetRange,
): Promise<readonly TouchedRange[]> {
  const sql = selectTouching(ledger.rows, offsets, MOST_TOUCHED)
  const rows = await ledger.select(sql, 'looking for committed ranges')
  return rows.map((row) => ({
    first: integer(row, 'firstOffset'),
    last: integer(row, 'lastOffset'),
    adopted: row.adopted === '1',
  }))
}

/**
 * Turns the row that our claim has inserted into one of an adopted range.
 * @param tail before our claim
 * @param maxTimestamp milliseconds since the epoch
 * @throws StoreError
 */
export async function adoptRange(
  ledger: PartitionLedger,
  tail: Tail,
  range: OffsetRange,
  maxTimestamp: number,
): Promise<void> {
  await ledger.change(updateAdopted(ledger.rows, tail, range, maxTimestamp), 'adopting a range', 1)
}
