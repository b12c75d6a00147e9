import type { Connection } from 'mysql2/promise'
import { compareCells } from '../compare-cells.ts'
import { type ExactColumn, exactRows } from '../exact-rows.ts'
import { exactTable } from '../exact-table.ts'
import { quoteName } from '../quote-name.ts'

/** A table as it stands. */
export interface TableDescription {
  readonly name: string
  /** SingleStore's own words, with the keys. */
  readonly createTable: string
  readonly columns: readonly string[]
  /** Ordered by all columns; cells in the order of `columns`. */
  readonly rows: readonly (readonly (string | null)[])[]
}

/** Describes every table of the connection's database, by name. */
export async function describeTables(connection: Connection): Promise<readonly TableDescription[]> {
  const { rows } = await exactRows(connection, 'SHOW TABLES')
  const names = rows.flatMap(([name]) => name ?? []).toSorted()
  const tables: TableDescription[] = []
  for (const name of names) tables.push(await describeTable(connection, name))
  return tables
}

async function describeTable(connection: Connection, name: string): Promise<TableDescription> {
  const shown = await exactRows(connection, `SHOW CREATE TABLE ${quoteName(name)}`)
  const { columns, rows } = await exactTable(connection, name)
  return {
    name,
    createTable: shown.rows[0]?.[1] ?? '',
    columns: columns.map((column) => column.name),
    rows: rows.toSorted((a, b) => {
      for (const [index, { kind }] of columns.entries()) {
        const order = compareCells(a[index] ?? null, b[index] ?? null, isNumeric(kind))
        if (order !== 0) return order
      }
      return 0
    }),
  }
}

function isNumeric(kind: ExactColumn['kind']): boolean {
  return kind === 'number' || kind === 'float32'
}

/** A row as an object; a column named `__proto__` stays a column. */
export function rowObject(
  columns: readonly string[],
  row: readonly (string | null)[],
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null]))
}
