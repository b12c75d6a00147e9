import type { Connection, FieldPacket, RowDataPacket } from 'mysql2/promise'

/** Column → the server's own text of the value; bytes as `0x…`, NULL as null. */
export type ExactRow = Readonly<Record<string, string | null>>

const binaryCharacterSet = 63
const textTypes: ReadonlySet<number> = new Set([
  0xf5, // JSON
  0xf9,
  0xfa,
  0xfb,
  0xfc, // TINY, MEDIUM, LONG, - BLOB or TEXT
  0xfd, // VARCHAR, VARBINARY
  0xfe, // CHAR, BINARY
])

/** Runs a statement and gives its rows with no value changed on its way; none where it gives no rows. */
export async function exactRows(connection: Connection, sql: string): Promise<readonly ExactRow[]> {
  // The parser that mysql2 compiles refuses a column named `__proto__`.
  const options = { sql, typeCast: false, rowsAsArray: true, disableEval: true }
  const [rows, fields] = await connection.query<RowDataPacket[][]>(options)
  if (!Array.isArray(rows)) return []
  const named = (row: readonly unknown[]) =>
    fields.map((field, index) => [field.name, text(row[index], field)] as const)
  return rows.map((row) => Object.fromEntries(named(row)))
}

function text(cell: unknown, field: FieldPacket): string | null {
  if (!Buffer.isBuffer(cell)) return null
  const type = field.columnType ?? 0
  const isBinary = field.characterSet === binaryCharacterSet && textTypes.has(type) && type !== 0xf5
  return isBinary ? `0x${cell.toString('hex').toUpperCase()}` : cell.toString()
}
