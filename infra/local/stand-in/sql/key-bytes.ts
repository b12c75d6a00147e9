import type { Column, TableModel } from './table-model.ts'

/** InnoDB's limit for the columns of one index, together. */
export const MAX_KEY_BYTES = 3072

const FIXED: Readonly<Record<string, number>> = {
  ...{ BOOL: 1, TINYINT: 1, SMALLINT: 2, MEDIUMINT: 3, INT: 4, BIGINT: 8, BIT: 8 },
  ...{ FLOAT: 4, DOUBLE: 8, DATE: 3, TIME: 6, DATETIME: 8, TIMESTAMP: 7, YEAR: 1, ENUM: 2, SET: 8 },
  DECIMAL: 30,
}

/** What a column takes in an index of MariaDB; Infinity for a TEXT, BLOB or JSON column. */
export function keyBytes(table: TableModel, column: Column): number {
  const fixed = FIXED[column.type.base]
  if (fixed !== undefined) return fixed
  const [length] = column.type.numbers
  if (/TEXT$|BLOB$|^JSON$/.test(column.type.base)) return Number.POSITIVE_INFINITY
  // A VARCHAR is made one character longer.
  const characters = (length ?? 1) + (column.type.base === 'VARCHAR' ? 1 : 0)
  return characters * bytesPerCharacter(table, column)
}

export function bytesPerCharacter(table: TableModel, column: Column): number {
  if (/BINARY$|BLOB$/.test(column.type.base)) return 1
  const charset =
    column.charset ?? column.collation ?? table.charset ?? table.collation ?? 'utf8mb4'
  if (charset === 'binary') return 1
  return /^utf8(mb3)?(_|$)/.test(charset) ? 3 : 4
}
