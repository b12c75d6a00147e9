import { StoreError } from '../../errors.ts'
import { isTyped } from '../../table/mapped-column.ts'
import { mapColumns } from '../../table/mapping.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import { tableOptionsOf } from '../../table/table-options.ts'
import { nameText } from '../identifier.ts'
import type { Table } from '../table.ts'
import type { TablePlan } from './planned-table.ts'
import { columnsWithoutField, type Misfit, misfits } from './schema-fit.ts'

/**
 * Compares a table that exists with the schemas of rows that are to go into it.
 * @returns where its columns are no longer what a table made today would have
 * @throws StoreError `ERR_COLUMN_MISSING` for a column that must have a value and that nothing fills
 */
export function checkFit(
  table: Table,
  { value, key }: RowSchemas,
  { mapping, tableOptions, tableKeys, encoding }: TablePlan,
): readonly Misfit[] {
  if (value === null) return []
  const columns = mapColumns(table.name, { value, key }, mapping)
  const [unfilled] = columnsWithoutField(table, columns)
  if (unfilled !== undefined) throw unfilledColumn(table.name, unfilled.name)
  const keys = tableOptionsOf(table.name, tableOptions).keys ?? tableKeys
  const fields = columns.filter((column) => isTyped(column) && column.from !== 'record')
  return misfits(table, fields, keys, encoding.profile)
}

function unfilledColumn(table: string, column: string): StoreError {
  return new StoreError(
    'ERR_COLUMN_MISSING',
    `Column ${nameText(column)} of table "${table}" is NOT NULL and has no default, and the schema of the records has no field for it. ` +
      'Let the column take NULL or give it a default (ALTER TABLE), or send the field.',
    { transient: false, coordinates: { table, column } },
  )
}
