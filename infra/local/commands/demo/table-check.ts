import type { Connection } from 'mysql2/promise'
import { compareTable, type TableDifference } from '../../samples/compare-table.ts'
import type { Sample } from '../../samples/sample.ts'
import { exactRows } from '../exact-rows.ts'

export interface TableCheck {
  readonly name: string
  readonly rows: number
  readonly difference: TableDifference
}

/** Reads a whole table and compares it with the log that it came from. */
export async function checkTable(connection: Connection, sample: Sample): Promise<TableCheck> {
  const name = sample.log.topic
  const columns = sample.columns.map((column) => `\`${column.name}\``).join(', ')
  const { rows } = await exactRows(connection, `SELECT ${columns} FROM \`${name}\``)
  return { name, rows: rows.length, difference: compareTable(sample, rows) }
}

/** A few rows to look at. */
export async function showRows(
  connection: Connection,
  table: string,
  columns: readonly string[],
): Promise<readonly (readonly (string | null)[])[]> {
  const list = columns.map((column) => `\`${column}\``).join(', ')
  const [first] = columns
  const sql = `SELECT ${list} FROM \`${table}\` ORDER BY \`${first}\` LIMIT 5`
  return (await exactRows(connection, sql)).rows
}
