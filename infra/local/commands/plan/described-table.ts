import { describeColumn } from '../../../../lib/singlestore/column.ts'
import type { Table } from '../../../../lib/singlestore/table.ts'
import {
  type DefinedColumn,
  type TableDefinition,
  uniqueKeysOf,
} from '../../../../lib/singlestore/table-definition.ts'

/** A table that does not exist as the catalog would read it, had its statement been run. */
export function describedTable(definition: TableDefinition, keyed: boolean): Table {
  const { name, reference, columns } = definition
  return {
    ...{ name, reference },
    uniqueKeys: keyed ? uniqueKeysOf(definition) : [],
    columns: columns.map(describedColumn),
  }
}

export function describedColumn({ name, type, collation, isNullable }: DefinedColumn) {
  const nullable = isNullable ? 'YES' : 'NO'
  return describeColumn(name, type.toLowerCase(), null, '', nullable, collation)
}
