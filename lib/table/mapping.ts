import { RecordError } from '../errors.ts'
import type { Field, Schema } from '../schema.ts'
import type { MappingRules } from './mapping-rules.ts'
import type { RowSchemas } from './row-schemas.ts'

/** Column that takes a value which is no struct. */
export const DATA_COLUMN = 'data'

/**
 * The columns that rows of these schemas fill, in order: a struct's fields, or the one column `data`.
 * @throws RecordError `ERR_RECORD_UNMAPPABLE` for a struct without fields, or with two that differ in letter case only
 */
export function mapColumns(
  _table: string,
  { value: schema }: RowSchemas & { readonly value: Schema },
  _rules: MappingRules,
): readonly Field[] {
  if (schema.type !== 'struct') return [{ name: DATA_COLUMN, schema }]
  if (schema.fields.length === 0) {
    throw new RecordError('ERR_RECORD_UNMAPPABLE', 'The schema is a struct without fields.')
  }
  const seen = new Set<string>()
  for (const field of schema.fields) {
    const folded = field.name.toLowerCase()
    if (seen.has(folded)) {
      throw new RecordError(
        'ERR_RECORD_UNMAPPABLE',
        `The schema has two fields "${field.name}" that differ at most in letter case; column names do not tell case apart.`,
        { coordinates: { column: field.name } },
      )
    }
    seen.add(folded)
  }
  return schema.fields
}
