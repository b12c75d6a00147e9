import type { OffsetRange } from '../../kafka/offset-range.ts'
import {
  selectCut,
  selectForgettable,
  selectForgettableSums,
  selectHighest,
  updateHighOffset,
  updateVoided,
} from '../dialect/ledger-forget.ts'
import type { Tail } from './claim.ts'
import type { PartitionLedger } from './ledger-maintenance.ts'
import { type LedgerRow, ledgerRow } from './ledger-maintenance-row.ts'
import { integer } from './ledger-read.ts'

/** What committed ranges add up to. */
export interface ForgettableSums extends OffsetRange {
  readonly ranges: number
  readonly delivered: number
  readonly written: number
  readonly filtered: number
  readonly deadLettered: number
}

/** Null where nothing is committed in the offsets. @throws StoreError */
export async function readForgettableSums(
  ledger: PartitionLedger,
  offsets: OffsetRange,
): Promise<ForgettableSums | null> {
  const sql = selectForgettableSums(ledger.rows, offsets)
  const [row] = await ledger.select(sql, 'summing up ranges to forget')
  if (row === undefined || row.ranges === '0') return null
  return {
    first: integer(row, 'first'),
    last: integer(row, 'last'),
    ranges: integer(row, 'ranges'),
    delivered: integer(row, 'delivered'),
    written: integer(row, 'written'),
    filtered: integer(row, 'filtered'),
    deadLettered: integer(row, 'deadLettered'),
  }
}

/** The committed ranges of a sequence below `below` that lie in the offsets in part only. @throws StoreError */
export async function readCut(
  ledger: PartitionLedger,
  offsets: OffsetRange,
  below: number,
): Promise<readonly OffsetRange[]> {
  const rows = await ledger.select(selectCut(ledger.rows, offsets, below), 'looking for cut ranges')
  return rows.map((row) => ({
    first: integer(row, 'firstOffset'),
    last: integer(row, 'lastOffset'),
  }))
}

/**
 * Voids a page of ranges in the transaction that our claim began, and takes our row's `highOffset` down to what is left.
 * @param tail before our claim
 * @param below of a sequence below this one: what sinks have committed since stays
 * @returns what was voided, in offset order. @throws StoreError
 */
export async function voidPage(
  ledger: PartitionLedger,
  offsets: OffsetRange,
  tail: Tail,
  below: number,
  limit: number,
): Promise<readonly LedgerRow[]> {
  const page = (
    await ledger.select(
      selectForgettable(ledger.rows, offsets, below, limit),
      'reading ranges to forget',
    )
  ).map(ledgerRow)
  if (page.length === 0) return page
  await ledger.change(updateVoided(ledger.rows, page), 'voiding ranges', page.length)
  const [row] = await ledger.select(selectHighest(ledger.rows), 'reading the highest offset')
  const highest = row === undefined || row.highest === null ? -1 : integer(row, 'highest')
  if (highest !== tail.highOffset) {
    const sql = updateHighOffset(ledger.rows, tail.sequence + 1, highest)
    await ledger.change(sql, 'correcting the claim', 1)
  }
  return page
}
