import { bytesPerCharacter, MAX_KEY_BYTES } from './key-bytes.ts'
import type { Column, TableModel } from './table-model.ts'

/** What a text column holds at most, and the type of MariaDB's that holds more than that. */
export interface TextLimit {
  readonly unit: 'characters' | 'bytes'
  readonly max: number
  readonly roomier: string
}

/** MariaDB lets the VARCHARs of a row take 65 535 bytes together; one that no index holds whole stands outside of the row. */
const MAX_INLINE_BYTES = MAX_KEY_BYTES

const TEXTS: Readonly<Record<string, TextLimit>> = {
  TINYTEXT: { unit: 'bytes', max: 255, roomier: 'TEXT' },
  TEXT: { unit: 'bytes', max: 65_535, roomier: 'MEDIUMTEXT' },
  MEDIUMTEXT: { unit: 'bytes', max: 16_777_215, roomier: 'LONGTEXT' },
}

/**
 * The limit of a column whose values MariaDB would cut where only blanks are over. null for other types
 * (a CHAR gives back no blanks at its end anyway), and where MariaDB has no roomier one: LONGTEXT, `TEXT(n)`.
 */
export function textLimit(table: TableModel, column: Column): TextLimit | null {
  const { base, numbers } = column.type
  const [max] = numbers
  if (base === 'VARCHAR' && max !== undefined) {
    const inline = (max + 1) * bytesPerCharacter(table, column) <= MAX_INLINE_BYTES
    return { unit: 'characters', max, roomier: inline ? `VARCHAR(${max + 1})` : 'MEDIUMTEXT' }
  }
  return max === undefined && Object.hasOwn(TEXTS, base) ? (TEXTS[base] ?? null) : null
}
