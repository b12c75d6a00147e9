import { StoreError } from '../errors.ts'
import { ClaimTakenError } from '../singlestore/ledger/claim-error.ts'
import { errnoOf } from '../singlestore/session/store-error.ts'

const FIRST_BACKOFF_MS = 50
const TAKEN_MS = 10

export interface RetryOptions {
  readonly maxRetries: number
  /** Ceiling of one pause. */
  readonly retryBackoffMs: number
  readonly random: () => number
}

/**
 * How long to wait before the next try, or null to give up.
 * Exponential with full jitter; a claim that was taken only needs a new look at the ledger, as often as there is time.
 * @param retries tries that failed before this one
 * @param remainingMs what is left to the invocation
 */
export function backoffMs(
  error: unknown,
  retries: number,
  remainingMs: number,
  options: RetryOptions,
): number | null {
  if (!(error instanceof StoreError) || !error.transient) return null
  const taken = error instanceof ClaimTakenError
  if (!taken && retries >= options.maxRetries) return null
  const backoff = FIRST_BACKOFF_MS * 2 ** Math.min(retries, 20)
  const ceiling = taken ? TAKEN_MS : Math.min(options.retryBackoffMs, backoff)
  const pause = Math.round(options.random() * ceiling)
  return pause < remainingMs ? pause : null
}

/** Unknown column, missing table: the catalog's memory of them may be old. */
const TABLE_CHANGED = new Set([1054, 1146])

/** Whether the server's refusal may come from a table that changed under a warm container. */
export function mayBeStale(error: unknown): boolean {
  if (!(error instanceof StoreError)) return false
  return error.code === 'ERR_COLUMN_MISSING' || TABLE_CHANGED.has(errnoOf(error) ?? 0)
}
