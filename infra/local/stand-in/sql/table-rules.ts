import { checkKeys } from './key-rules.ts'
import { Refusal } from './refusal.ts'
import type { TableModel } from './table-model.ts'
import { assertColumnType, assertDefaultFits } from './type-rules.ts'

/**
 * Throws a Refusal for the first rule that the table breaks; returns warnings for unconfirmed ones.
 */
export function checkTable(table: TableModel): readonly string[] {
  if (table.columns.length === 0) {
    throw new Refusal(1113, '42000', 'A table must have at least 1 column')
  }
  const seen = new Set<string>()
  for (const column of table.columns) {
    if (seen.has(column.name.toLowerCase())) {
      throw new Refusal(1060, '42S21', `Duplicate column name '${column.name}'`)
    }
    seen.add(column.name.toLowerCase())
    assertColumnType(column)
    assertDefaultFits(table, column)
  }
  if (table.columns.filter((column) => column.autoIncrement).length > 1) {
    throw new Refusal(
      1075,
      '42000',
      'Incorrect table definition; there can be only one auto column and it must be defined as a key',
    )
  }
  return checkKeys(table)
}
