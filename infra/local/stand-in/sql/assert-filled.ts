import { Refusal } from './refusal.ts'
import { isNullable, sameName, type TableModel } from './table-model.ts'

/**
 * Throws a Refusal (1364) for a row that is given these columns alone, where another one is NOT NULL and
 * has no default: MariaDB's LOAD DATA would fill it with 0 or nothing, and its INSERT an ENUM with the
 * first member. Columns that the table has not are left to MariaDB.
 */
export function assertFilled(table: TableModel, given: readonly string[]): void {
  const isGiven = (name: string) => given.some((each) => sameName(each, name))
  if (table.columns.filter(({ name }) => isGiven(name)).length < new Set(given).size) return
  for (const column of table.columns) {
    if (isGiven(column.name) || column.default !== null || column.autoIncrement) continue
    if (isNullable(table, column)) continue
    throw new Refusal(1364, 'HY000', `Field '${column.name}' doesn't have a default value`)
  }
}
