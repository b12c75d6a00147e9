import { StoreError } from '../errors.ts'
import type { TopicPartition } from '../kafka/record.ts'
import type { Tail } from '../singlestore/ledger/claim.ts'
import { ClaimTakenError } from '../singlestore/ledger/claim-error.ts'
import { PartitionLedger } from '../singlestore/ledger/ledger-maintenance.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import { inTransaction } from '../singlestore/session/transaction.ts'
import type { MaintenanceParts } from './maintenance-parts.ts'

/** A sink that commits without a pause takes the next sequence again and again; each time it has got on. */
const MOST_TAKEN = 100
const TAKEN_PAUSE_MS = 5
const FIRST_PAUSE_MS = 50

/**
 * Runs `work` in one transaction that begins with a claim on the topic-partition: until it commits nobody else does there, and a
 * container that remembers an older end finds its next sequence taken. Tries again where the claim was taken or the server
 * had a passing fault; a COMMIT without an answer counts as one, so `work` has to bear being done twice.
 * @throws StoreError
 */
export async function claimed<T>(
  of: TopicPartition,
  parts: MaintenanceParts,
  remainingMs: RemainingMs,
  work: (ledger: PartitionLedger, tail: Tail) => Promise<T>,
): Promise<T> {
  return await retried(parts, remainingMs, async () => {
    const connection = await parts.sessions.dml(remainingMs)
    const ledger = new PartitionLedger(connection, { ...parts.ledger, of }, remainingMs)
    const tail = await ledger.tail()
    return await inTransaction(connection, remainingMs, async () => {
      await ledger.claim(tail)
      return await work(ledger, tail)
    })
  })
}

/** Reads outside of a transaction; what comes of it may be old by the time it is used. @throws StoreError */
export async function unclaimed<T>(
  of: TopicPartition,
  parts: MaintenanceParts,
  remainingMs: RemainingMs,
  work: (ledger: PartitionLedger) => Promise<T>,
): Promise<T> {
  return await retried(parts, remainingMs, async () => {
    const connection = await parts.sessions.dml(remainingMs)
    return await work(new PartitionLedger(connection, { ...parts.ledger, of }, remainingMs))
  })
}

/** Tries again after what passes: at once for a claim that was taken, else with exponential backoff and full jitter. */
async function retried<T>(
  { maxRetries, retryBackoffMs, random, sleep }: MaintenanceParts,
  remainingMs: RemainingMs,
  work: () => Promise<T>,
): Promise<T> {
  for (let taken = 0, failed = 0; ; ) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreError) || !error.transient) throw error
      const isTaken = error instanceof ClaimTakenError
      if (isTaken ? taken >= MOST_TAKEN : failed >= maxRetries) throw error
      const ceilingMs = Math.min(retryBackoffMs, FIRST_PAUSE_MS * 2 ** Math.min(failed, 20))
      const pauseMs = Math.round(random() * (isTaken ? TAKEN_PAUSE_MS : ceilingMs))
      if (pauseMs >= remainingMs()) throw error
      if (isTaken) taken += 1
      else failed += 1
      await sleep(pauseMs)
    }
  }
}
