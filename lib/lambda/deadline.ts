/** What a rollback, the end of a blocked statement and the answer to Lambda may take. */
const RESERVE_MS = 3_000
/** Of a short timeout, the sink keeps at least this share for its work. */
const RESERVE_SHARE = 0.2

/**
 * The milliseconds left for work on the database: the sink rolls back in time instead of being killed,
 * for a killed container leaves a transaction that holds its claim until the server notices.
 */
export function deadlineOf(context: { getRemainingTimeInMillis(): number }): () => number {
  const reserveMs = Math.min(RESERVE_MS, context.getRemainingTimeInMillis() * RESERVE_SHARE)
  return () => context.getRemainingTimeInMillis() - reserveMs
}
