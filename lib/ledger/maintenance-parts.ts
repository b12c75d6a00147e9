import type { LedgerName } from '../singlestore/ledger/ledger-read.ts'
import type { Sessions } from '../singlestore/session/sessions.ts'

/** What maintenance of one sink's ledger stands on. */
export interface MaintenanceParts {
  readonly sessions: Sessions
  readonly deadLetterTable: string
  readonly ledger: LedgerName
  readonly maxRetries: number
  /** Ceiling of one pause. */
  readonly retryBackoffMs: number
  /** Wall clock in milliseconds. */
  readonly now: () => number
  /** From 0 to below 1. */
  readonly random: () => number
  readonly sleep: (ms: number) => Promise<void>
  readonly pace: Pace
}

/** How maintenance leaves the sinks room. */
export interface Pace {
  /** How many rows one transaction reads, and so may touch, besides its claim. */
  readonly pageRows: number
  /** Between two transactions of one topic-partition: each makes a sink that is about to claim try again. */
  readonly pauseMs: number
}

/**
 * From 5 000 rows a transaction locks the whole table in a partition of the database, and the sinks would wait for it.
 * Source: SingleStore, "Locking in Columnstores" (default_columnstore_table_lock_threshold).
 */
export const USUAL_PACE: Pace = { pageRows: 4_000, pauseMs: 200 }
