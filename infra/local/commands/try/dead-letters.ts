import { rowObject, type TableDescription } from './describe-tables.ts'

/** A record that became no row, and why. */
export interface DeadLetter {
  /** `orders-0 offset 7` */
  readonly place: string
  readonly code: string
  readonly message: string
}

const COLUMNS = ['topic', 'partition', 'offset', 'stage', 'errorCode', 'errorMessage']

/** The letters of the dead-letter table, which is known by its columns: variables and properties may name it. */
export function deadLettersIn(tables: readonly TableDescription[]): readonly DeadLetter[] {
  return tables
    .filter(({ columns }) => COLUMNS.every((name) => columns.includes(name)))
    .flatMap(({ columns, rows }) => rows.map((row) => deadLetter(rowObject(columns, row))))
}

function deadLetter(row: Readonly<Record<string, string | null>>): DeadLetter {
  return {
    place: `${row.topic}-${row.partition} offset ${row.offset}`,
    code: row.errorCode ?? '',
    message: row.errorMessage ?? '',
  }
}
