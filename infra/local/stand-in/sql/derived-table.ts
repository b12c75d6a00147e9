import { quoteName, quoteString } from './quote.ts'

export type Cell = string | number | null

/** Rows the rules know, with the names of their columns. */
export interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Names of databases and tables are compared with their case, others without. */
const EXACT = ['TABLE_SCHEMA', 'TABLE_NAME', 'CONSTRAINT_SCHEMA', 'INDEX_SCHEMA']

/** A query that yields the rows in MariaDB, without the parentheses a derived table needs. */
export function derivedTable({ columns, rows }: Rows): string {
  const names = columns.map(quoteName)
  if (rows.length === 0) {
    return `SELECT ${names.map((name) => `'' AS ${name}`).join(', ')} FROM DUAL WHERE FALSE`
  }
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')
  const selected = columns.map((column) =>
    EXACT.includes(column)
      ? `${quoteName(column)} COLLATE utf8mb4_bin AS ${quoteName(column)}`
      : quoteName(column),
  )
  return `WITH \`rows\` (${names.join(', ')}) AS (VALUES ${values}) SELECT ${selected.join(', ')} FROM \`rows\``
}

function literal(cell: Cell): string {
  if (cell === null) return 'NULL'
  return typeof cell === 'number' ? String(cell) : quoteString(cell)
}
