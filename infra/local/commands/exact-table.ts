import type { Connection } from 'mysql2/promise'
import { type ExactRows, exactRows } from './exact-rows.ts'
import { float32Text } from './float32-text.ts'
import { quoteName } from './quote-name.ts'

/**
 * Reads all rows of a table, each value to the letter.
 *
 * Servers print a FLOAT with six digits, too few to tell it from its neighbours: it is read as the DOUBLE that it
 * equals, and shown as the shortest text that reads back as the same FLOAT.
 */
export async function exactTable(connection: Connection, name: string): Promise<ExactRows> {
  const table = quoteName(name)
  const { columns } = await exactRows(connection, `SELECT * FROM ${table} LIMIT 0`)
  const list = columns.map((column) => {
    const quoted = quoteName(column.name)
    // Adding 0 would turn -0 into 0.
    return column.kind === 'float32' ? `${quoted} * 1E0 AS ${quoted}` : quoted
  })
  const { rows } = await exactRows(connection, `SELECT ${list.join(', ')} FROM ${table}`)
  const isFloat = columns.map(({ kind }) => kind === 'float32')
  return {
    columns,
    rows: rows.map((row) =>
      row.map((text, index) =>
        text !== null && isFloat[index] === true ? float32Text(Number(text)) : text,
      ),
    ),
  }
}
