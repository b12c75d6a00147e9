import { StoreError } from '../errors.ts'
import { ClaimTakenError } from '../singlestore/claim-error.ts'
import { errnoOf } from '../singlestore/store-error.ts'

const FIRST_BACKOFF_MS = 50

export interface RetryOptions {
  readonly maxRetries: number
  /** Ceiling of one pause. */
  readonly retryBackoffMs: number
  readonly random: () => number
}

/**
 * How long to wait before the next try, or null to give up.
 * Exponential with full jitter; a claim that was taken only needs a new look at the ledger.
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
  if (retries >= options.maxRetries) return null
  const ceiling = Math.min(options.retryBackoffMs, FIRST_BACKOFF_MS * 2 ** Math.min(retries, 20))
  const pause = Math.round(options.random() * (error instanceof ClaimTakenError ? 5 : ceiling))
  return pause < remainingMs ? pause : null
}

/** Unknown column, missing table: the catalog's memory of them may be old. */
const TABLE_CHANGED = new Set([1054, 1146])

/** Whether the server's refusal may come from a table that changed under a warm container. */
export function mayBeStale(error: unknown): boolean {
  if (!(error instanceof StoreError)) return false
  return error.code === 'ERR_COLUMN_MISSING' || TABLE_CHANGED.has(errnoOf(error) ?? 0)
}
