import { RecordError } from '../errors.ts'
import type { Schema } from '../schema.ts'
import { columnTaken, extraColumn } from './extra-columns.ts'
import { keyColumn, namesOfKeyColumns } from './key-columns.ts'
import type { MappedColumn } from './mapped-column.ts'
import type { MappingRules } from './mapping-rules.ts'
import { nameFault } from './name-fault.ts'
import type { RowSchemas } from './row-schemas.ts'
import { shownName } from './shown-name.ts'
import { valueColumns } from './value-columns.ts'

/**
 * The columns that rows of these schemas fill, in order: the value's – those of `singlestore.columnToField`, or a struct's
 * fields that the whitelist keeps, or the one column `data` –, those of the key that the value does not fill, the extra ones.
 * @throws RecordError `ERR_RECORD_UNMAPPABLE` where no column is left, where two differ in letter case only, for a name that no
 * column can have, and for a path or a member of the key that the schemas lack
 */
export function mapColumns(
  table: string,
  { value, key }: RowSchemas & { readonly value: Schema },
  rules: MappingRules,
): readonly MappedColumn[] {
  const columns: MappedColumn[] = [...valueColumns(table, value, rules)]
  const filled = guardNames(table, columns)
  for (const name of namesOfKeyColumns(table, rules.keyColumns)) {
    if (filled.has(name.toLowerCase())) continue
    filled.add(name.toLowerCase())
    columns.push(keyColumn(table, key, name, rules.keyColumns))
  }
  for (const extra of rules.extraColumns) {
    if (filled.has(extra.column.toLowerCase())) throw columnTaken(table, extra)
    columns.push(extraColumn(extra, key))
  }
  return columns
}

/** The names of the columns in lower case. Names of columns do not tell case apart. */
function guardNames(table: string, columns: readonly MappedColumn[]): Set<string> {
  const seen = new Set<string>()
  for (const { name } of columns) {
    const fault = nameFault(name)
    if (fault !== null) throw withoutColumn(table, name, fault)
    const folded = name.toLowerCase()
    if (seen.has(folded)) {
      throw new RecordError(
        'ERR_RECORD_UNMAPPABLE',
        `The schema has two fields ${shownName(name)} that differ at most in letter case; column names do not tell case apart.`,
        { coordinates: { table, column: name } },
      )
    }
    seen.add(folded)
  }
  return seen
}

/** Whether the table exists, or may get columns, makes no difference. */
function withoutColumn(table: string, name: string, fault: string): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The name of the field ${shownName(name)} ${fault}: no column of table "${table}" can have it. Fill another column from it (SINK_COLUMN_TO_FIELD), leave it out (SINK_FIELDS_WHITELIST), or send it under another name.`,
    { coordinates: { table } },
  )
}
