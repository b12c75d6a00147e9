import { RecordError } from '../errors.ts'
import type { Decoded } from '../schema.ts'
import type { StoredLetter } from '../singlestore/stored-letter.ts'
import type { SinkParts } from '../sink/sink-parts.ts'
import { mapColumns } from '../table/mapping.ts'
import { routeTopic } from '../table/route.ts'

/** A letter that can be read now. A null value is a delete, which writes nothing. */
export interface ReadableLetter {
  readonly letter: StoredLetter
  readonly table: string
  readonly decoded: Decoded
}

/** A letter that stays, and why. */
export interface StillBad {
  readonly letter: StoredLetter
  readonly error: RecordError
}

/** Reads the letters again, by the configuration as it is now. @throws EventError for a damaged letter */
export function prepareLetters(
  letters: readonly StoredLetter[],
  { format, tableNames }: SinkParts,
): { readonly readable: readonly ReadableLetter[]; readonly bad: readonly StillBad[] } {
  const readable: ReadableLetter[] = []
  const bad: StillBad[] = []
  for (const letter of letters) {
    try {
      const decoded = decodedOf(letter, format.decode)
      if (decoded.schema !== null && decoded.value !== null) mapColumns(decoded.schema)
      readable.push({ letter, table: routeTopic(letter.record.topic, tableNames), decoded })
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
      bad.push({ letter, error })
    }
  }
  return { readable, bad }
}

function decodedOf({ record }: StoredLetter, decode: (base64: string) => Decoded): Decoded {
  return record.value === null ? { schema: null, value: null } : decode(record.value)
}
