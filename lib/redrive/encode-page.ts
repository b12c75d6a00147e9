import type { Catalog } from '../singlestore/catalog.ts'
import type { StoredLetter } from '../singlestore/dead-letter/stored-letter.ts'
import type { Row } from '../singlestore/row-encoder.ts'
import { letterFaultOf } from './letter-fault.ts'
import type { ReadableLetter, StillBad } from './prepare-letters.ts'

/** A page ready for its transaction. */
export interface EncodedPage {
  /** By table; each row with the letter it comes from. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<Row, StoredLetter>>
  /** Letters that write no row. */
  readonly filtered: readonly StoredLetter[]
  readonly bad: readonly StillBad[]
}

/** Turns letters into rows of tables that the catalog has prepared. */
export function encodePage(
  letters: readonly ReadableLetter[],
  catalog: Catalog,
): Pick<EncodedPage, 'tables' | 'bad'> {
  const tables = new Map<string, Map<Row, StoredLetter>>()
  const bad: StillBad[] = []
  for (const { letter, table, decoded } of letters) {
    try {
      const row = catalog.encoder(table).encode(decoded)
      const rows = tables.get(table) ?? new Map<Row, StoredLetter>()
      tables.set(table, rows.set(row, letter))
    } catch (error) {
      const fault = letterFaultOf(error)
      if (fault === null) throw error
      bad.push({ letter, error: fault })
    }
  }
  return { tables, bad }
}

/** The letters that leave the dead-letter table. */
export function leaving({ tables, filtered }: EncodedPage): readonly StoredLetter[] {
  return [...filtered, ...[...tables.values()].flatMap((rows) => [...rows.values()])]
}
