import { RecordError } from '../errors.ts'
import type { DecodedRow } from '../schema.ts'
import type { StoredLetter } from '../singlestore/dead-letter/stored-letter.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import type { SinkParts } from '../sink/sink-parts.ts'
import { mapColumns } from '../table/mapping.ts'
import { routeTopic } from '../table/route.ts'

/** A letter that can be read now. */
export interface ReadableLetter {
  readonly letter: StoredLetter
  readonly table: string
  readonly decoded: DecodedRow
}

/** A letter that stays, and why. */
export interface StillBad {
  readonly letter: StoredLetter
  readonly error: RecordError
}

export interface PreparedLetters {
  readonly readable: readonly ReadableLetter[]
  /** Letters that turn out to write no row, such as deletes. */
  readonly filtered: readonly StoredLetter[]
  readonly bad: readonly StillBad[]
}

/**
 * Reads the letters again, by the configuration as it is now.
 * @throws EventError for a damaged letter; StoreError where a schema registry fails
 */
export async function prepareLetters(
  letters: readonly StoredLetter[],
  { format, route, mapping }: SinkParts,
  remainingMs: RemainingMs,
): Promise<PreparedLetters> {
  if (letters.length > 0) {
    await format.prepare(
      letters.map(({ record }) => record),
      remainingMs,
    )
  }
  const readable: ReadableLetter[] = []
  const filtered: StoredLetter[] = []
  const bad: StillBad[] = []
  for (const letter of letters) {
    try {
      const decoded = format.decode(letter.record)
      if (typeof decoded === 'string') {
        filtered.push(letter)
        continue
      }
      const table = routeTopic(letter.record.topic, route.tableNames)
      if (decoded.schema !== null) mapColumns(table, { value: decoded.schema, key: null }, mapping)
      readable.push({ letter, table, decoded })
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      bad.push({ letter, error })
    }
  }
  return { readable, filtered, bad }
}
