import type { Field } from '../../schema.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import type { Table } from '../table.ts'
import { fieldsWithoutColumn } from './schema-fit.ts'

/**
 * The columns that rows of these schemas ask for and the table lacks, each once.
 * @param columnsOf the columns that rows of one of them fill
 */
export function lackingColumns(
  table: Table,
  schemas: readonly RowSchemas[],
  columnsOf: (schemas: RowSchemas) => readonly Field[],
): readonly Field[] {
  // A schema of the key tells the types of its columns: those of records without a key come last.
  const keyFirst = [
    ...schemas.filter(({ key }) => key !== null),
    ...schemas.filter(({ key }) => key === null),
  ]
  return fieldsWithoutColumn(table, keyFirst.flatMap(columnsOf))
}
