import type { Column } from './column.ts'

/** A data table as the database has it. */
export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  /** Kept whole on every node; only the master aggregator may write one inside a transaction. */
  readonly reference: boolean
}

/** A table's columns by lower-case name: column names do not tell case apart. */
export function columnsByName(table: Table): ReadonlyMap<string, Column> {
  return new Map(table.columns.map((column) => [column.name.toLowerCase(), column]))
}
