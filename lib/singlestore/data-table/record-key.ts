import { ConfigError } from '../../errors.ts'
import type { Field } from '../../schema.ts'
import type { MappingRules } from '../../table/mapping-rules.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import type { TableKey } from '../../table/table-key.ts'

/**
 * The primary key of a table whose rows are known by their keys, where none is configured: the columns that the record's
 * key fills, or those of the members of a key that is a struct. None where a PRIMARY or UNIQUE key is configured.
 * @throws ConfigError where the record's key tells no columns
 */
export function recordKey(
  table: string,
  { key }: RowSchemas,
  columns: readonly Field[],
  configured: readonly TableKey[],
  { keyColumns }: MappingRules,
): readonly TableKey[] {
  if (configured.some(({ type }) => type === 'PRIMARY' || type === 'UNIQUE')) return []
  const filled = keyColumns.byTable.get(table) ?? keyColumns.otherwise
  const members = key?.type === 'struct' ? key.fields.map(({ name }) => name) : []
  const wanted = filled.length > 0 ? filled : members
  const known = new Map(columns.map(({ name }) => [name.toLowerCase(), name]))
  const names = wanted.flatMap((name) => known.get(name.toLowerCase()) ?? [])
  if (names.length > 0 && names.length === wanted.length) {
    return [{ type: 'PRIMARY', name: null, columns: names }]
  }
  throw new ConfigError([
    `rows of table "${table}" are known by their key (SINK_UPSERT, SINK_DELETE_ENABLED), and the table that is to be created would have none: ` +
      `${whyNot(key, filled, wanted, known)}. Name the columns that the record's key fills (SINK_KEY_COLUMNS), or a PRIMARY or UNIQUE key on columns of the value (SINK_TABLE_KEYS)`,
  ])
}

function whyNot(
  key: RowSchemas['key'],
  filled: readonly string[],
  wanted: readonly string[],
  known: ReadonlyMap<string, string>,
): string {
  const missing = wanted.filter((name) => !known.has(name.toLowerCase()))
  const quoted = missing.map((name) => JSON.stringify(name)).join(', ')
  if (missing.length > 0) {
    return filled.length > 0
      ? `its rows have no column ${quoted} for the record's key`
      : `of the members of the record's key ${quoted} is no column of it`
  }
  return key === null
    ? "the record's key has no schema"
    : "the record's key has no members to name columns by"
}
