import { RecordError } from '../errors.ts'
import type { PrimitiveSchema, Schema } from '../schema.ts'
import type { MappedColumn } from './mapped-column.ts'
import type { MappingRules } from './mapping-rules.ts'
import { memberAt, placeOfColumn } from './member-schema.ts'
import { shownName } from './shown-name.ts'

/** Stands for the schema of a column that a key without a schema fills: no table can be made from it. */
const UNKNOWN_SCHEMA: PrimitiveSchema = {
  type: 'string',
  optional: true,
  name: null,
  version: null,
  parameters: new Map(),
  default: null,
}

/** The columns of a table that the record's key fills (`SINK_KEY_COLUMNS`) where the value does not. */
export function namesOfKeyColumns(
  table: string,
  { byTable, otherwise }: MappingRules['keyColumns'],
): readonly string[] {
  return byTable.get(table) ?? otherwise
}

/**
 * How the record's key fills a column: with the member of its name, or as a whole where it has no members.
 * @throws RecordError `ERR_RECORD_UNMAPPABLE` for a member that the key lacks, and where it has none for several columns
 */
export function keyColumn(
  table: string,
  key: Schema | null,
  name: string,
  rules: MappingRules['keyColumns'],
): MappedColumn {
  if (key === null) return { name, schema: UNKNOWN_SCHEMA, from: 'key', steps: null }
  const names = namesOfKeyColumns(table, rules)
  const hasMembers = key.type === 'struct' || key.type === 'map'
  if (!hasMembers && names.length > 1) throw memberless(table, names)
  const member = memberAt(key, hasMembers ? [name] : [], placeOfColumn)
  if (member === null) throw withoutMember(table, name)
  return { name, from: 'key', ...member }
}

/** A key that is one value cannot fill several columns. */
export function memberless(table: string, names: readonly string[]): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The record's key is to fill the columns ${names.map(shownName).join(', ')} of table "${table}" (SINK_KEY_COLUMNS), and has no members. Name the one column that it fills.`,
    { coordinates: { table } },
  )
}

function withoutMember(table: string, column: string): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `Column ${shownName(column)} of table "${table}" is filled by the record's key (SINK_KEY_COLUMNS), which has no member of that name.`,
    { coordinates: { table, column } },
  )
}
