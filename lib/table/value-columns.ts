import { RecordError } from '../errors.ts'
import type { Schema } from '../schema.ts'
import { type FieldPath, fieldPathText } from './field-path.ts'
import type { MappedColumn } from './mapped-column.ts'
import type { MappingRules } from './mapping-rules.ts'
import { memberAt } from './member-schema.ts'
import { shownName } from './shown-name.ts'

/** Column that takes a value which is no struct. */
export const DATA_COLUMN = 'data'

/**
 * The columns that a value fills: those that are mapped for its table, else a struct's fields that the whitelist keeps,
 * else the one column `data`.
 * @throws RecordError `ERR_RECORD_UNMAPPABLE` where there is none, and for a path that the schema lacks
 */
export function valueColumns(
  table: string,
  schema: Schema,
  { whitelist, columnToField }: Pick<MappingRules, 'whitelist' | 'columnToField'>,
): readonly MappedColumn[] {
  const paths = columnToField.get(table)
  if (paths !== undefined) {
    return [...paths].map(([column, path]) => columnAt(table, schema, column, path))
  }
  if (schema.type !== 'struct') return [{ name: DATA_COLUMN, schema, from: 'value', steps: [] }]
  if (schema.fields.length === 0) {
    throw new RecordError('ERR_RECORD_UNMAPPABLE', 'The schema is a struct without fields.', {
      coordinates: { table },
    })
  }
  const columns = schema.fields.flatMap(({ name, schema: of }, place): readonly MappedColumn[] =>
    whitelist === null || whitelist.has(name)
      ? [{ name, schema: of, from: 'value', steps: [place] }]
      : [],
  )
  if (columns.length === 0) throw nothingKept(table)
  return columns
}

/** No field of a value is on the whitelist. */
export function nothingKept(table: string): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `SINK_FIELDS_WHITELIST (property fields.whitelist) keeps no field of the value: there is nothing to write into table "${table}". Its names are exact, letter case included.`,
    { coordinates: { table } },
  )
}

/** Columns are mapped to fields, and a value has none. */
export function withoutFields(table: string): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `Columns of table "${table}" are filled from fields (SINK_COLUMN_TO_FIELD, property singlestore.columnToField), and the value has none.`,
    { coordinates: { table } },
  )
}

function columnAt(table: string, schema: Schema, column: string, path: FieldPath): MappedColumn {
  const member = memberAt(schema, path)
  if (member !== null) return { name: column, from: 'value', ...member }
  if (schema.type !== 'struct' && schema.type !== 'map') throw withoutFields(table)
  throw new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `Column ${shownName(column)} of table "${table}" is filled from the field ${JSON.stringify(fieldPathText(path))} (SINK_COLUMN_TO_FIELD, property singlestore.columnToField), which the schema lacks. Correct the path, or send the field.`,
    { coordinates: { table, column } },
  )
}
