import { Refusal, unsupported } from './refusal.ts'
import type { Column, TableModel } from './table-model.ts'
import { textLimit } from './text-limit.ts'

const FRACTIONAL = ['TIME', 'DATETIME', 'TIMESTAMP']

/** Throws a Refusal for a type SingleStore has not in this size (reference: types). */
export function assertColumnType({ name, type }: Column): void {
  const [first, second] = type.numbers
  if (FRACTIONAL.includes(type.base) && first !== undefined && first !== 0 && first !== 6) {
    throw new Refusal(
      1706,
      'HY000',
      `Feature '${type.base}(${first})' is not supported by SingleStore: column '${name}' can have 0 or 6 fractional digits`,
    )
  }
  if (type.base === 'DECIMAL') assertDecimal(name, first ?? 10, second ?? 0)
  if (type.base === 'VECTOR' && first === 0) {
    throw new Refusal(1074, '42000', `Column '${name}': a VECTOR has at least one dimension`)
  }
  if (type.base === 'BIT' && first !== undefined && first !== 64) {
    throw unsupported('BIT datatype with length other than 64')
  }
}

function assertDecimal(name: string, precision: number, scale: number): void {
  if (precision > 65) {
    throw new Refusal(
      1426,
      '42000',
      `Too-big precision ${precision} specified for column '${name}'. Maximum is 65.`,
    )
  }
  if (scale > 30) {
    throw new Refusal(
      1425,
      '42000',
      `Too big scale ${scale} specified for column '${name}'. Maximum is 30.`,
    )
  }
  if (scale > precision) {
    throw new Refusal(
      1427,
      '42000',
      `For float(M,D), double(M,D) or decimal(M,D), M must be >= D (column '${name}').`,
    )
  }
}

/** Throws a Refusal for a default that is longer than its column: MariaDB's column has room for it. */
export function assertDefaultFits(table: TableModel, column: Column): void {
  const limit = textLimit(table, column)
  const given = column.default
  if (limit === null || given === null || !given.sql.startsWith("'")) return
  const text = given.shown ?? ''
  const length = limit.unit === 'bytes' ? Buffer.byteLength(text) : Array.from(text).length
  if (length <= limit.max) return
  throw new Refusal(1067, '42000', `Invalid default value for '${column.name}'`)
}
