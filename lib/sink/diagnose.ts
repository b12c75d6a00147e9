import { StoreError } from '../errors.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import type { Lessons } from './lessons.ts'
import { RefusedLoadError } from './refused-load.ts'
import type { SinkParts } from './sink-parts.ts'

/**
 * Looks for single records behind a failed try; what it finds joins the lessons.
 * @returns whether another try will go otherwise
 * @throws StoreError of a trial
 */
export async function diagnose(
  error: unknown,
  parts: SinkParts,
  lessons: Lessons,
  remainingMs: RemainingMs,
): Promise<boolean> {
  if (!(error instanceof RefusedLoadError)) return false
  await diagnoseRefusal(error, parts, lessons, remainingMs)
  return true
}

/**
 * First the catalog looks again, for the table may have changed under a warm container;
 * refused once more, trial loads find the records.
 */
async function diagnoseRefusal(
  error: RefusedLoadError,
  parts: SinkParts,
  lessons: Lessons,
  remainingMs: RemainingMs,
): Promise<void> {
  const { catalog, sessions, tolerance } = parts
  const { table } = error
  if (!lessons.refreshed) {
    lessons.refreshed = true
    catalog.forget()
    return
  }
  const connection = await (catalog.isReference(table)
    ? sessions.ddl(remainingMs)
    : sessions.dml(remainingMs))
  const found = await error.find(connection, tolerance)
  for (const [record, refusal] of found)
    lessons.known.set(record, { error: refusal, stage: 'load' })
  if (found.size > 0) return
  throw new StoreError('ERR_STORE_TRANSIENT', `${error.message} A trial was not refused.`, {
    transient: true,
    coordinates: error.coordinates,
    cause: error,
  })
}
