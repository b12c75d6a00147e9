import type { Field } from '../../schema.ts'
import type { TypeProfile } from '../../table/encoding.ts'
import { columnType } from '../data-table/column-type.ts'
import { quoteIdentifier } from '../identifier.ts'

/**
 * The statement that adds columns to a data table, all at once. They take NULL, for rows that are there have no value.
 * Source: ALTER TABLE, `ADD [COLUMN] name definition`, several of them by comma.
 */
export function addColumns(table: string, columns: readonly Field[], profile: TypeProfile): string {
  const additions = columns.map(
    ({ name, schema }) =>
      `ADD COLUMN ${quoteIdentifier(name)} ${columnType(schema, false, profile)} NULL`,
  )
  return `ALTER TABLE ${quoteIdentifier(table)} ${additions.join(', ')}`
}
