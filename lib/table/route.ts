import { RecordError } from '../errors.ts'
import type { Decoded } from '../schema.ts'
import { type FieldPath, fieldPathText } from './field-path.ts'
import type { RouteRules } from './route-rules.ts'
import { routingText } from './routing-text.ts'

type ByField = NonNullable<RouteRules['byField']>

/**
 * The table a topic's records go to: as mapped, else the table named like the topic.
 * @param tableNames topic → table (`singlestore.tableName.TOPIC`)
 */
export function routeTopic(topic: string, tableNames: ReadonlyMap<string, string>): string {
  return tableNames.get(topic) ?? topic
}

/**
 * The table that a field of a row picks (`singlestore.recordToTable`).
 * @throws RecordError `ERR_RECORD_UNMAPPABLE`, which names the field, never its value
 */
export function routeRow(row: Decoded, byField: ByField): string {
  const table = tableAt(row, byField)
  if (table !== null) return table
  throw unroutable(
    byField.path,
    'is missing or null. See that every record has it, or choose another field.',
  )
}

/**
 * The table of the row that is to be deleted: the state before tells it, or the record's key.
 * @throws RecordError `ERR_RECORD_UNMAPPABLE`
 */
export function routeDelete(
  { before, key }: { readonly before: Decoded | null; readonly key: Decoded | null },
  byField: ByField,
): string {
  for (const state of [before, key]) {
    const table = state === null ? null : tableAt(state, byField)
    if (table !== null) return table
  }
  throw unroutable(
    byField.path,
    'is told neither by the state before this delete nor by the key of the record. Have the source write it into the key, or let no tombstones follow deletes that tell it (tombstones.on.delete=false of Debezium).',
  )
}

/** @throws RecordError `ERR_RECORD_UNMAPPABLE`, for it names no row, and so no table */
export function routeTruncate({ path }: ByField): never {
  throw unroutable(
    path,
    'is told by no truncation. Switch SINK_TRUNCATE_ENABLED off, or route by topic (SINK_TABLE_NAMES).',
  )
}

/** Null where the field is missing or null. */
function tableAt(decoded: Decoded, { path, tables }: ByField): string | null {
  const found = routingText(decoded, path)
  if (found === 'missing') return null
  if (found === 'unfit') throw unroutable(path, 'holds neither a text nor a number nor a boolean.')
  const table = tables.get(found.text)
  if (table !== undefined) return table
  throw unroutable(
    path,
    'has a value that is mapped to no table. Name one for it in SINK_RECORD_TO_TABLE (property singlestore.recordToTable.mapping).',
  )
}

function unroutable(path: FieldPath, what: string): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The field ${JSON.stringify(fieldPathText(path))}, which picks the table (SINK_RECORD_TO_TABLE_FIELD), ${what}`,
  )
}
