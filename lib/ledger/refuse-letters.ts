import { EventError, StoreError } from '../errors.ts'
import { formatTopicPartition, type OffsetRange } from '../kafka/offset-range.ts'
import type { TopicPartition } from '../kafka/record.ts'
import { countLetters, lettersIn } from '../singlestore/dialect/dead-letter-rows.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import type { MaintenanceParts } from './maintenance-parts.ts'

const NO_SUCH_TABLE = 1146

/**
 * Refuses to forget offsets that dead letters stand for: their records would come back twice, by redelivery and by redrive.
 * @throws EventError where there are any; StoreError
 */
export async function refuseLetters(
  of: TopicPartition,
  offsets: OffsetRange,
  { sessions, ledger, deadLetterTable }: MaintenanceParts,
  remainingMs: RemainingMs,
): Promise<void> {
  const connection = await sessions.dml(remainingMs)
  let letters = 0
  try {
    const sql = countLetters(deadLetterTable, ledger.sink, of, offsets)
    const [row] = await connection.select(sql, 'counting dead letters', remainingMs)
    letters = Number(row?.letters ?? 0)
  } catch (error) {
    if (!(error instanceof StoreError && error.errno === NO_SUCH_TABLE)) throw error
  }
  if (letters === 0) return
  throw new EventError(
    'ERR_EVENT_INVALID',
    `Payload: ${letters} dead letters of ${formatTopicPartition(of)} lie in the offsets to forget, and their records would come back twice. ` +
      `Nothing of this topic-partition is forgotten. Redrive the letters first, or delete them: DELETE FROM \`${deadLetterTable}\` WHERE ${lettersIn(ledger.sink, of, offsets)}.`,
    { coordinates: of },
  )
}
