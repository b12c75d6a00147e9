import { extraColumn } from '../../table/extra-columns.ts'
import { isTyped, type MappedColumn } from '../../table/mapped-column.ts'
import { mapColumns } from '../../table/mapping.ts'
import type { MappingRules } from '../../table/mapping-rules.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'

/**
 * The columns that rows of these schemas fill, as far as something tells their types: of values without a schema those
 * that the record fills beside them.
 * @throws RecordError as mapColumns does
 */
export function typedColumns(
  table: string,
  { value, key }: RowSchemas,
  rules: MappingRules,
): readonly MappedColumn[] {
  return value === null
    ? rules.extraColumns.map((extra) => extraColumn(extra, key))
    : mapColumns(table, { value, key }, rules).filter(isTyped)
}
