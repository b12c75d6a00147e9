import type { TableKey } from './table-key.ts'

/** How one table is made when the sink creates it. */
export interface TableOptions {
  /** In place of the keys of all tables; null keeps those. */
  readonly keys: readonly TableKey[] | null
  readonly storage: 'columnstore' | 'rowstore'
  /** Kept whole on every node. */
  readonly reference: boolean
  /** Characters of a text in a key that nothing else bounds. */
  readonly keyLength: number
}

export const USUAL_TABLE: TableOptions = {
  keys: null,
  storage: 'columnstore',
  reference: false,
  keyLength: 255,
}

/** Those of one table: its own, else those of all others (`*`). */
export function tableOptionsOf(
  table: string,
  options: ReadonlyMap<string, TableOptions>,
): TableOptions {
  return options.get(table) ?? options.get('*') ?? USUAL_TABLE
}
