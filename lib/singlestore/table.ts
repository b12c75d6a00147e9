import type { Column } from './column.ts'

/** A data table as the database has it. */
export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  /** Kept whole on every node; only the master aggregator may write one inside a transaction. */
  readonly reference: boolean
  /** The columns of its primary key, then those of each unique key, as the table names them; empty where nobody asked. */
  readonly uniqueKeys: readonly (readonly string[])[]
}

/** Where each column stands among a table's, by its name as it is and in lower case: column names do not tell case apart. */
export function placesByName(table: Table): ReadonlyMap<string, number> {
  return new Map(
    table.columns.flatMap(({ name }, place) => [
      [name.toLowerCase(), place],
      [name, place],
    ]),
  )
}
