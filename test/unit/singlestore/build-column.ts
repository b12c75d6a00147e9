import { type Column, describeColumn } from '../../../lib/singlestore/column.ts'
import type { Table } from '../../../lib/singlestore/table.ts'

/** A nullable column without a default, of a type as the server shows it. */
export function column(type: string, name = 'c'): Column {
  return describeColumn(name, type, null, '')
}

/** Entries of name and type; `=` and a text behind the type is a default, `=` alone one that only the server can fill in. */
export function table(...columns: readonly (readonly [string, string])[]): Table {
  return {
    name: 'orders',
    reference: false,
    uniqueKeys: [],
    columns: columns.map(([name, typeAndDefault]) => {
      const [type = '', text = null] = typeAndDefault.split('=')
      return describeColumn(name, type, text === '' ? 'CURRENT_TIMESTAMP' : text, '')
    }),
  }
}
