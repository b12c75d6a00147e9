import { type Column, describeColumn } from '../../../lib/singlestore/column.ts'
import type { Table } from '../../../lib/singlestore/table.ts'

/** A nullable column without a default, of a type as the server shows it. */
export function column(type: string, name = 'c'): Column {
  return describeColumn(name, type, null, '')
}

/** Entries of name and type; a `=` behind the type stands for a default. */
export function table(...columns: readonly (readonly [string, string])[]): Table {
  return {
    name: 'orders',
    reference: false,
    uniqueKeys: [],
    columns: columns.map(([name, type]) =>
      describeColumn(name, type.replace('=', ''), type.endsWith('=') ? '0' : null, ''),
    ),
  }
}
