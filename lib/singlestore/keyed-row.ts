import type { Row } from './row.ts'

/** The columns that tell rows of a table apart, as the table names them. */
export interface KeyedColumns {
  /** At least one. */
  readonly key: readonly string[]
  /** The column whose greater value is the newer row; null where none is guarded. */
  readonly version: string | null
}

/**
 * What rows are told apart by: fields of a line of LOAD DATA, in the order of `KeyedColumns.key`. Those of a binary column
 * are base64, whatever they came from; all others are text, escaped as in a line.
 */
export interface KeyFields {
  readonly key: readonly string[]
  /** Null where nothing tells the version, or no column guards it. */
  readonly version: string | null
}

/** A row and what it is known by. */
export interface KeyedRow {
  readonly row: Row
  /** Null where one of its columns is NULL: then the row is in nobody's way. */
  readonly key: KeyFields['key'] | null
  readonly version: KeyFields['version']
}
