import type { JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject } from '../json-object.ts'
import type { DecodedRow, FilterReason, OwnRecord } from '../row-format.ts'
import { missingAfter, operationOf } from './operation.ts'
import { isDeleted } from './schema-reading.ts'

type SchemalessRow = DecodedRow & { readonly schema: null }

/**
 * The row of JSON without a schema (`schemas.enable=false`): Debezium's records are known by their members alone.
 * @throws RecordError
 */
export function schemalessRow(decoded: SchemalessRow, topic: string): DecodedRow | FilterReason {
  const { value } = decoded
  if (!isJsonObject(value)) return decoded
  if (isEnvelope(value)) return envelopeRow(value)
  if (isDeleted(memberOf(value, '__deleted'))) return 'delete'
  return ownRecordOf(value, topic) ?? decoded
}

/** JsonConverter writes all members, those that are null, too. */
function isEnvelope(value: JsonObject): boolean {
  return (
    typeof memberOf(value, 'op') === 'string' &&
    isJsonObject(memberOf(value, 'source')) &&
    Object.hasOwn(value, 'before') &&
    Object.hasOwn(value, 'after')
  )
}

function envelopeRow(value: JsonObject): DecodedRow | FilterReason {
  const asked = operationOf(memberOf(value, 'op'))
  if (asked !== 'row') return asked
  const row = memberOf(value, 'after') ?? null
  if (row === null) throw missingAfter()
  return { schema: null, value: row }
}

/** Debezium's heartbeats say nothing but the time: their topic tells what they are. */
const HEARTBEAT_TOPIC = '__debezium-heartbeat'

/** Times that versions of Debezium add to their records. */
const TIMES = new Set(['ts_ms', 'ts_us', 'ts_ns'])

/** One member tells most records apart at once; then all members must be those of such a record, and no others. */
function ownRecordOf(value: JsonObject, topic: string): OwnRecord | 'message' | null {
  if (topic.startsWith(HEARTBEAT_TOPIC)) {
    return Object.hasOwn(value, 'ts_ms') && hasOnly(value, []) ? 'heartbeat' : null
  }
  if (Object.hasOwn(value, 'tableChanges')) {
    const members = ['source', 'databaseName', 'schemaName', 'ddl', 'tableChanges']
    return hasOnly(value, members) && isJsonObject(value.source) ? 'schema-change' : null
  }
  if (Object.hasOwn(value, 'data_collections')) {
    const begins = value.status === 'BEGIN' || value.status === 'END'
    return begins && hasOnly(value, ['status', 'id', 'event_count', 'data_collections'])
      ? 'transaction'
      : null
  }
  if (Object.hasOwn(value, 'additional_data')) {
    const members = ['id', 'aggregate_type', 'type', 'additional_data', 'timestamp']
    return hasOnly(value, members) && isJsonObject(value.additional_data) ? 'notification' : null
  }
  if (memberOf(value, 'op') !== 'm') return null
  return hasOnly(value, ['op', 'source', 'message']) ? 'message' : null
}

/** Whether the members are these, and times at most. */
function hasOnly(value: JsonObject, members: readonly string[]): boolean {
  const named = Object.keys(value).filter((name) => !TIMES.has(name))
  return named.length === members.length && members.every((member) => Object.hasOwn(value, member))
}

function memberOf(value: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined
}
