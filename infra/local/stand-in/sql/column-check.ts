import type { ServerError } from '../action.ts'
import { type Column, isNullable, type TableModel } from './table-model.ts'
import { textLimit } from './text-limit.ts'

/** What MariaDB has to check of a column to refuse the values SingleStore refuses. */
export interface ColumnCheck {
  /** As SQL, of a column by its quoted name. */
  readonly condition: (name: string) => string
  /** What SingleStore says of a value that breaks it. */
  readonly error: ServerError
}

export function columnCheck(table: TableModel, column: Column): ColumnCheck | null {
  switch (column.type.base) {
    case 'DATE':
    case 'DATETIME':
      // MariaDB stores years from 1 on, SingleStore from 1000 on.
      return {
        condition: (name) => `${name} >= '1000-01-01'`,
        error: {
          errno: 1292,
          sqlState: '22007',
          message: `Invalid DATE/TIME in type conversion for column '${column.name}'`,
        },
      }
    case 'JSON':
      return {
        condition: (name) => `json_valid(${name})`,
        error: {
          errno: 3140,
          sqlState: '22032',
          message: `Invalid JSON value for column '${column.name}'`,
        },
      }
    case 'VECTOR':
      return vectorCheck(column)
    case 'TIMESTAMP':
      return nullCheck(table, column)
    default:
      return lengthCheck(table, column)
  }
}

/** A NOT NULL TIMESTAMP of MariaDB's takes NULL for the current time, so there it is a nullable one. */
function nullCheck(table: TableModel, column: Column): ColumnCheck | null {
  if (isNullable(table, column)) return null
  return {
    condition: (name) => `${name} IS NOT NULL`,
    error: { errno: 1048, sqlState: '23000', message: `Column '${column.name}' cannot be null` },
  }
}

/** An array of so many numbers, and nothing in it but numbers. Which error SingleStore gives is unconfirmed. */
function vectorCheck({ name: column, type }: Column): ColumnCheck {
  const [dimensions] = type.numbers
  return {
    condition: (name) =>
      `json_valid(${name}) AND json_type(${name}) = 'ARRAY' AND json_length(${name}) = ${dimensions} AND ` +
      `json_depth(${name}) = 2 AND ${name} NOT REGEXP '[^][0-9eE+., -]'`,
    error: {
      errno: 1366,
      sqlState: 'HY000',
      message: `Incorrect vector value for column '${column}': wants ${dimensions} numbers`,
    },
  }
}

/** MariaDB cuts blanks that are over without an error, so there the column has room for one of them. */
function lengthCheck(table: TableModel, column: Column): ColumnCheck | null {
  const limit = textLimit(table, column)
  if (limit === null) return null
  const length = limit.unit === 'bytes' ? 'OCTET_LENGTH' : 'CHAR_LENGTH'
  return {
    condition: (name) => `${length}(${name}) <= ${limit.max}`,
    error: { errno: 1406, sqlState: '22001', message: `Data too long for column '${column.name}'` },
  }
}
