import type { TopicPartition } from '../kafka/record.ts'
import type { PartitionLedger } from '../singlestore/ledger/ledger-maintenance.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import { claimed, unclaimed } from './claimed.ts'
import type { MaintenanceParts } from './maintenance-parts.ts'
import { type CompactionPlan, planCompaction } from './plan-compaction.ts'

/** What was done for one topic-partition; only what the server acknowledged is counted. */
export interface Compacted extends TopicPartition {
  /** Rows that went into others. */
  readonly merged: number
  readonly gapsClosed: number
  /** Rows without offsets that were deleted; each transaction leaves one behind for the next day's. */
  readonly voidsDeleted: number
  readonly transactions: number
}

/** Each widened range is a statement of its own, and the sinks wait meanwhile. */
const MERGES_PER_TRANSACTION = 100

/** A claim leaves a voided row: to delete a single one would go on for ever. */
const LEAST_VOIDS = 2

/**
 * Merges the committed ranges of one topic-partition, in several transactions; the set of committed offsets, the sums of the
 * accounts and the young sequences stay what they are. Touches rows older than 24 hours by the server's clock, and never the
 * one that is the newest when it begins.
 *
 * A gap stays open, unless both ranges at its sides are older than `closeGapsOlderThanDays`. To close it is to say that its
 * offsets will never be delivered (transaction markers, compaction of the topic). A record that comes from there all the
 * same is then a repetition to the sink, and is lost without a word as long as its timestamp lies within those of the merged range
 * and no delivery holds more records than the merged range was made of. Where failed batches may be redriven late, days
 * have to be more than they can be old.
 *
 * A merged range knows less of its records than its parts did: the timestamps of its two ends, the least and the greatest, and one
 * count. A topic that is created again is still noticed, for its records are younger than all that were committed before.
 * Records that a mapping's filter had hidden are only noticed in a delivery that holds more than the whole merged range did.
 * @param hasTime asked before each transaction
 * @throws StoreError
 */
export async function compactPartition(
  of: TopicPartition,
  closeGapsOlderThanDays: number | null,
  parts: MaintenanceParts,
  hasTime: () => boolean,
  remainingMs: RemainingMs,
): Promise<Compacted> {
  const { sequence: below } = await unclaimed(of, parts, remainingMs, (ledger) => ledger.tail())
  let done: Compacted = { ...of, merged: 0, gapsClosed: 0, voidsDeleted: 0, transactions: 0 }
  let from: number | null = 0
  while (from !== null && hasTime()) {
    const page = { below, from, limit: parts.pace.pageRows, closeGapsOlderThanDays }
    const plan = async (ledger: PartitionLedger): Promise<CompactionPlan> =>
      planCompaction(await ledger.page(page), page.limit, MERGES_PER_TRANSACTION)
    // A first look without a claim: most pages have nothing to merge, and a claim makes a sink try again.
    let planned = await unclaimed(of, parts, remainingMs, plan)
    if (planned.merges.length > 0) {
      if (done.transactions > 0) await parts.sleep(parts.pace.pauseMs)
      planned = await claimed(of, parts, remainingMs, async (ledger) => {
        const certain = await plan(ledger)
        if (certain.merges.length > 0) await ledger.merge(certain.merges)
        return certain
      })
      const merged = planned.merges.reduce((sum, { removed }) => sum + removed.length, 0)
      done = added(done, { merged, gapsClosed: planned.gapsClosed })
    }
    from = planned.next
  }
  return await deleteVoids(done, below, parts, hasTime, remainingMs)
}

async function deleteVoids(
  before: Compacted,
  below: number,
  parts: MaintenanceParts,
  hasTime: () => boolean,
  remainingMs: RemainingMs,
): Promise<Compacted> {
  let done = before
  const read = (ledger: PartitionLedger) => ledger.voids(below, parts.pace.pageRows)
  while (hasTime()) {
    const found = await unclaimed(before, parts, remainingMs, read)
    if (found.length < LEAST_VOIDS) break
    if (done.transactions > 0) await parts.sleep(parts.pace.pauseMs)
    const voidsDeleted = await claimed(before, parts, remainingMs, async (ledger) => {
      const voids = await read(ledger)
      if (voids.length > 0) await ledger.dropVoids(voids)
      return voids.length
    })
    done = added(done, { voidsDeleted })
  }
  return done
}

function added(
  done: Compacted,
  more: Partial<Pick<Compacted, 'merged' | 'gapsClosed' | 'voidsDeleted'>>,
): Compacted {
  return {
    ...done,
    merged: done.merged + (more.merged ?? 0),
    gapsClosed: done.gapsClosed + (more.gapsClosed ?? 0),
    voidsDeleted: done.voidsDeleted + (more.voidsDeleted ?? 0),
    transactions: done.transactions + 1,
  }
}
