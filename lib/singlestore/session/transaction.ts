import { StoreError } from '../../errors.ts'
import type { Connection, RemainingMs } from './connection.ts'

/** A COMMIT that did not return OK: the server may have done it or not, and only the ledger can tell. */
export class UnknownCommitError extends StoreError {}

/**
 * Runs `work` between BEGIN and COMMIT; whatever it throws rolls everything back and is thrown on.
 * SingleStore has undone the statement only after a lock wait timeout, so ROLLBACK is always sent.
 * @throws UnknownCommitError; whatever `work` throws
 */
export async function inTransaction<T>(
  connection: Connection,
  remainingMs: RemainingMs,
  work: () => Promise<T>,
): Promise<T> {
  await connection.execute('BEGIN', 'beginning the transaction', remainingMs)
  let result: T
  try {
    result = await work()
  } catch (error) {
    await rollBack(connection)
    throw error
  }
  try {
    await connection.commit(remainingMs)
  } catch (error) {
    connection.destroy()
    throw new UnknownCommitError(
      'ERR_STORE_TRANSIENT',
      'The server did not acknowledge COMMIT; whether it was done is asked of the ledger.',
      { transient: true, cause: error },
    )
  }
  return result
}

/** Runs `work` in a transaction of its own and rolls it back, whatever comes of it: a trial. @throws whatever `work` throws */
export async function inTrial<T>(
  connection: Connection,
  remainingMs: RemainingMs,
  work: () => Promise<T>,
): Promise<T> {
  await connection.execute('BEGIN', 'beginning a trial', remainingMs)
  try {
    return await work()
  } finally {
    await rollBack(connection)
  }
}

const ROLLBACK_MS = 1_000

/** A connection that cannot roll back is closed: the server then does it. */
async function rollBack(connection: Connection): Promise<void> {
  if (connection.lost) return
  try {
    await connection.execute('ROLLBACK', 'rolling back', () => ROLLBACK_MS)
  } catch {
    connection.destroy()
  }
}
