import { EventError } from '../errors.ts'
import { formatRange, formatTopicPartition, type OffsetRange } from '../kafka/offset-range.ts'
import type { TopicPartition } from '../kafka/record.ts'
import type { PartitionLedger } from '../singlestore/ledger/ledger-maintenance.ts'
import {
  type ForgettableSums,
  readCut,
  readForgettableSums,
  voidPage,
} from '../singlestore/ledger/ledger-maintenance-forget.ts'
import type { LedgerRow } from '../singlestore/ledger/ledger-maintenance-row.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import { claimed, unclaimed } from './claimed.ts'
import type { MaintenanceParts } from './maintenance-parts.ts'

/** What of one topic-partition is, or would be, forgotten. */
export interface Forgotten extends TopicPartition, ForgettableSums {}

/**
 * Adds up what would be forgotten, and changes nothing. Null where nothing is committed there.
 * @throws EventError where the offsets cut a committed range; StoreError
 */
export async function previewForget(
  of: TopicPartition,
  offsets: OffsetRange,
  parts: MaintenanceParts,
  remainingMs: RemainingMs,
): Promise<Forgotten | null> {
  const sums = await unclaimed(of, parts, remainingMs, async (ledger) => {
    await refuseCut(ledger, of, offsets, Number.MAX_SAFE_INTEGER)
    return await readForgettableSums(ledger, offsets)
  })
  return sums === null ? null : { ...of, ...sums }
}

/**
 * Takes committed ranges out of the ledger, so that their records are written again when they are delivered again. Their rows
 * in the tables stay. Rows are voided, not deleted: their sequences stay used. What sinks commit in the meantime stays, and
 * a run that is broken off is completed by another.
 *
 * A committed range is forgotten as a whole or not at all: the ledger does not know which of its offsets were records, nor
 * what became of each, and could not account for the rest.
 * @throws EventError where the offsets cut a committed range; StoreError
 */
export async function forgetPartition(
  of: TopicPartition,
  offsets: OffsetRange,
  parts: MaintenanceParts,
  remainingMs: RemainingMs,
): Promise<Forgotten | null> {
  let forgotten: Forgotten | null = null
  let began: number | null = null
  for (;;) {
    if (began !== null) await parts.sleep(parts.pace.pauseMs)
    const { page, sequence } = await claimed(of, parts, remainingMs, async (ledger, tail) => {
      const below: number = began ?? tail.sequence + 1
      await refuseCut(ledger, of, offsets, below)
      return {
        page: await voidPage(ledger, offsets, tail, below, parts.pace.pageRows),
        sequence: below,
      }
    })
    began = sequence
    for (const row of page) forgotten = added(forgotten ?? nothing(of, row), row)
    if (page.length < parts.pace.pageRows) return forgotten
  }
}

async function refuseCut(
  ledger: PartitionLedger,
  of: TopicPartition,
  offsets: OffsetRange,
  below: number,
): Promise<void> {
  const cut = await readCut(ledger, offsets, below)
  if (cut.length === 0) return
  const from = Math.min(offsets.first, ...cut.map(({ first }) => first))
  const to = Math.max(offsets.last, ...cut.map(({ last }) => last))
  const bounds = [
    ...(from < offsets.first ? [`"from": ${from}`] : []),
    ...(to > offsets.last ? [`"to": ${to}`] : []),
  ]
  throw new EventError(
    'ERR_EVENT_INVALID',
    `Payload: the offsets cut ${cut.map(formatRange).join(' and ')} of ${formatTopicPartition(of)}, which the ledger knows as a whole only; nothing of this topic-partition is forgotten. ` +
      `Give ${bounds.join(' and ')} to forget the whole, or offsets that leave it out.`,
    { coordinates: of },
  )
}

function nothing(of: TopicPartition, { first, last }: LedgerRow): Forgotten {
  return { ...of, first, last, ranges: 0, delivered: 0, written: 0, filtered: 0, deadLettered: 0 }
}

function added(sums: Forgotten, row: LedgerRow): Forgotten {
  return {
    ...sums,
    last: row.last,
    ranges: sums.ranges + 1,
    delivered: sums.delivered + row.records,
    written: sums.written + row.count,
    filtered: sums.filtered + row.filtered,
    deadLettered: sums.deadLettered + row.deadLettered,
  }
}
