import { StoreError } from '../errors.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { Batch } from '../kafka/record.ts'
import { ClaimBlockedError, ClaimTakenError } from '../singlestore/ledger/claim-error.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import type { Lessons, Result } from './lessons.ts'
import { backoffMs, mayBeStale } from './retry.ts'
import type { SinkParts } from './sink-parts.ts'
import { NO_RECORDS, totalsOf } from './totals.ts'

/**
 * Draws from a failed try what the next one needs, and waits for it.
 * @returns `again`, or the result where a blocked topic-partition is given up for this invocation
 * @throws what no other try can mend
 */
export async function recover(
  error: unknown,
  pending: readonly Batch[],
  lessons: Lessons,
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<Result | 'again'> {
  // Whatever failed, memory may be the reason: the next look is at the database.
  parts.ledger?.forget()
  parts.catalog.forget()
  parts.deadLetters.forget()
  if (mayBeStale(error) && !lessons.refreshed) {
    lessons.refreshed = true
    return 'again'
  }
  if (error instanceof ClaimBlockedError && deferBlocked(error, pending, lessons)) return 'again'

  if (error instanceof ClaimTakenError) lessons.taken += 1
  const pauseMs = backoffMs(error, lessons.retries, remainingMs(), parts.retry)
  if (pauseMs !== null) {
    lessons.tries += 1
    if (!(error instanceof ClaimTakenError)) lessons.retries += 1
    if (error instanceof ClaimBlockedError) lessons.oneByOne = true
    // Another endpoint that has not failed is no busier for what this one did.
    await parts.sleep(parts.sessions.canFailOver ? 0 : pauseMs)
    return 'again'
  }
  const [only] = pending
  if (!(error instanceof StoreError) || only === undefined || !lessons.deferred.has(only)) {
    throw error
  }
  lessons.faults.add(only, only.records[0]?.offset ?? 0, error)
  return { totals: totalsOf(pending, NO_RECORDS), tables: [] }
}

/** One topic-partition's claim that stays blocked is its own fault: the others go first. */
function deferBlocked(
  error: ClaimBlockedError,
  pending: readonly Batch[],
  lessons: Lessons,
): boolean {
  const blocked = new Set(error.of.map(formatTopicPartition))
  if (!error.transient || !lessons.oneByOne || pending.length === blocked.size) return false
  for (const batch of pending) {
    if (blocked.has(formatTopicPartition(batch))) lessons.deferred.add(batch)
  }
  return true
}
