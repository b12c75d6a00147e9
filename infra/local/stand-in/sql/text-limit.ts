import { bytesPerCharacter } from './key-bytes.ts'
import type { Column, TableModel } from './table-model.ts'

/** What a text column holds at most, and the type of MariaDB's that holds more than that. */
export interface TextLimit {
  readonly unit: 'characters' | 'bytes'
  readonly max: number
  readonly roomier: string
}

/** What MariaDB lets one VARCHAR take in a row. */
const MAX_VARCHAR_BYTES = 65_532

const TEXTS: Readonly<Record<string, TextLimit>> = {
  TINYTEXT: { unit: 'bytes', max: 255, roomier: 'TEXT' },
  TEXT: { unit: 'bytes', max: 65_535, roomier: 'MEDIUMTEXT' },
  MEDIUMTEXT: { unit: 'bytes', max: 16_777_215, roomier: 'LONGTEXT' },
}

/**
 * The limit of a column whose values MariaDB would cut where only blanks are over. null for other types
 * (a CHAR gives back no blanks at its end anyway), and where MariaDB has no roomier one: the longest
 * VARCHAR, LONGTEXT, `TEXT(n)`.
 */
export function textLimit(table: TableModel, column: Column): TextLimit | null {
  const { base, numbers } = column.type
  const [max] = numbers
  if (base === 'VARCHAR' && max !== undefined) {
    const roomy = (max + 1) * bytesPerCharacter(table, column) <= MAX_VARCHAR_BYTES
    return roomy ? { unit: 'characters', max, roomier: `VARCHAR(${max + 1})` } : null
  }
  return max === undefined && Object.hasOwn(TEXTS, base) ? (TEXTS[base] ?? null) : null
}
