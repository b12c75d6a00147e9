import type { Connection, FieldPacket, RowDataPacket } from 'mysql2/promise'

export interface ExactColumn {
  readonly name: string
  readonly kind: 'number' | 'float32' | 'binary' | 'text'
}

/** A result as the server sent it: text to the letter, binary as `0x…`, NULL as null. */
export interface ExactRows {
  readonly columns: readonly ExactColumn[]
  readonly rows: readonly (readonly (string | null)[])[]
}

/** Type codes of MySQL's protocol, `enum_field_types`. */
const NUMBERS: ReadonlySet<number> = new Set([0, 1, 2, 3, 5, 8, 9, 13, 246])
const FLOAT = 4
const BIT = 16
const STRINGS: ReadonlySet<number> = new Set([15, 249, 250, 251, 252, 253, 254])
/** The character set of bytes that are no text. */
const BINARY_CHARSET = 63

/** mysql2 refuses a column named `__proto__` in rows that are objects, and in the parser that it compiles. */
export const ANY_COLUMN_NAMES = { rowsAsArray: true, disableEval: true } as const

/** Runs a query; no value passes through a number or a date of JavaScript. */
export async function exactRows(connection: Connection, sql: string): Promise<ExactRows> {
  const [rows, fields] = await connection.query<RowDataPacket[][]>({
    sql,
    typeCast: false,
    ...ANY_COLUMN_NAMES,
  })
  const columns = fields.map((field) => ({ name: field.name, kind: kindOf(field) }))
  return {
    columns,
    rows: (rows as unknown as (Buffer | null)[][]).map((row) =>
      row.map((bytes, index) => (bytes === null ? null : printed(bytes, columns[index]?.kind))),
    ),
  }
}

function kindOf({ columnType, characterSet }: FieldPacket): ExactColumn['kind'] {
  if (columnType === BIT) return 'binary'
  if (columnType === FLOAT) return 'float32'
  if (columnType === undefined) return 'text'
  if (NUMBERS.has(columnType)) return 'number'
  // Dates and numbers carry the binary character set too, yet are text.
  return STRINGS.has(columnType) && characterSet === BINARY_CHARSET ? 'binary' : 'text'
}

function printed(bytes: Buffer, kind: ExactColumn['kind'] | undefined): string {
  return kind === 'binary' ? `0x${bytes.toString('hex').toUpperCase()}` : bytes.toString('utf8')
}
