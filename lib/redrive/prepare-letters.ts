import { RecordError } from '../errors.ts'
import type { StoredLetter } from '../singlestore/dead-letter/stored-letter.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import type { Asked } from '../sink/gather/landing.ts'
import { Mappable } from '../sink/gather/mappable.ts'
import { readRecord } from '../sink/gather/read-record.ts'
import { routeReadings } from '../sink/gather/route-readings.ts'
import { transformReadings } from '../sink/gather/transform-readings.ts'
import type { SinkParts } from '../sink/sink-parts.ts'

/** One thing that a letter asks for, now that it can be read. */
export interface AskedByLetter extends Asked {
  readonly letter: StoredLetter
}

/** A letter that stays, and why. */
export interface StillBad {
  readonly letter: StoredLetter
  readonly error: RecordError
}

export interface PreparedLetters {
  /** Letters that can be read. */
  readonly readable: readonly StoredLetter[]
  /** All that they ask, in their order. */
  readonly asked: readonly AskedByLetter[]
  /** Letters that turn out to ask nothing, such as deletes that are not applied. */
  readonly filtered: readonly StoredLetter[]
  readonly bad: readonly StillBad[]
}

/**
 * Reads the letters again, by the configuration as it is now.
 * @throws EventError for a damaged letter; StoreError where a schema registry fails
 */
export async function prepareLetters(
  letters: readonly StoredLetter[],
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<PreparedLetters> {
  const records = letters.map(({ record }) => record)
  if (records.length > 0) {
    await parts.format.prepare(records, remainingMs)
    await parts.keyFormat?.prepare(records, remainingMs)
  }
  const mappable = new Mappable(parts.mapping)
  const readable: StoredLetter[] = []
  const asked: AskedByLetter[] = []
  const filtered: StoredLetter[] = []
  const bad: StillBad[] = []
  for (const letter of letters) {
    try {
      const { record } = letter
      const read = readRecord(record, parts)
      const readings = typeof read === 'string' ? read : transformReadings(record, read, parts)
      if (typeof readings === 'string' || readings.length === 0) {
        filtered.push(letter)
        continue
      }
      for (const one of routeReadings(record, readings, parts.route, mappable)) {
        asked.push({ ...one, letter })
      }
      readable.push(letter)
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      bad.push({ letter, error })
    }
  }
  return { readable, asked, filtered, bad }
}
