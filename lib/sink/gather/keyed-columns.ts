import { StoreError } from '../../errors.ts'
import { keylessTable } from '../../singlestore/data-table/keyless-table.ts'
import type { KeyedColumns } from '../../singlestore/keyed-row.ts'
import { placesByName, type Table } from '../../singlestore/table.ts'
import { type ChangeRules, knowsKeys } from '../../table/change-rules.ts'

/**
 * The columns that the rows of a table are known by: its primary key, else its first unique one; null where rows are only
 * ever added.
 * @throws StoreError `ERR_TABLE_KEYS`, `ERR_COLUMN_MISSING` for the version column
 */
export function keyedColumns(table: Table, changes: ChangeRules): KeyedColumns | null {
  if (!knowsKeys(changes)) return null
  const [key] = table.uniqueKeys
  if (key === undefined) throw keylessTable(table.name)
  return { key, version: versionColumn(table, changes) }
}

function versionColumn(table: Table, { version }: ChangeRules): string | null {
  const name = version.byTable.get(table.name) ?? version.otherwise
  if (name === null) return null
  const places = placesByName(table)
  const column = table.columns[places.get(name) ?? places.get(name.toLowerCase()) ?? -1]
  if (column !== undefined) return column.name
  throw new StoreError(
    'ERR_COLUMN_MISSING',
    `Table "${table.name}" has no column "${name}", which SINK_VERSION_COLUMN names. Add the column to the table, or name another.`,
    { transient: false, coordinates: { table: table.name, column: name } },
  )
}
