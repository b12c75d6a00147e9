import type { Field } from '../../../../lib/schema.ts'
import { type Column, describeColumn } from '../../../../lib/singlestore/column.ts'
import { createTable } from '../../../../lib/singlestore/dialect/create-table.ts'
import type { Table } from '../../../../lib/singlestore/table.ts'
import {
  type DefinedColumn,
  parseTableDefinition,
  type TableDefinition,
  uniqueKeysOf,
} from '../../../../lib/singlestore/table-definition.ts'
import type { TypeProfile } from '../../../../lib/table/encoding.ts'

/** A table that does not exist as the catalog would read it, had its statement been run. */
export function describedTable(definition: TableDefinition, keyed: boolean): Table {
  const { name, reference, columns } = definition
  return {
    ...{ name, reference },
    uniqueKeys: keyed ? uniqueKeysOf(definition) : [],
    columns: columns.map(describedColumn),
  }
}

export function describedColumn({ name, type, collation, isNullable }: DefinedColumn): Column {
  const nullable = isNullable ? 'YES' : 'NO'
  return describeColumn(name, type.toLowerCase(), null, '', nullable, collation)
}

/** Columns that are added to a table: they stand in no key, and take NULL. */
export function addedColumns(
  table: string,
  fields: readonly Field[],
  profile: TypeProfile,
): readonly DefinedColumn[] {
  if (fields.length === 0) return []
  const definition = parseTableDefinition(createTable(table, fields, [], profile))
  return (definition?.columns ?? []).map((column) => ({ ...column, isNullable: true }))
}
