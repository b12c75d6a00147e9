import type { JsonObject } from '../../schema.ts'
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
  if (isDeleted(value.__deleted)) return 'delete'
  return ownRecordOf(value, topic) ?? decoded
}

/** JsonConverter writes all members, those that are null, too. */
function isEnvelope(value: JsonObject): boolean {
  return (
    typeof value.op === 'string' &&
    isJsonObject(value.source) &&
    value.before !== undefined &&
    value.after !== undefined
  )
}

function envelopeRow(value: JsonObject): DecodedRow | FilterReason {
  const asked = operationOf(value.op)
  if (asked !== 'row') return asked
  const row = value.after ?? null
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
    return value.ts_ms !== undefined && hasOnly(value, []) ? 'heartbeat' : null
  }
  if (value.tableChanges !== undefined) {
    const members = ['source', 'databaseName', 'schemaName', 'ddl', 'tableChanges']
    return hasOnly(value, members) && isJsonObject(value.source) ? 'schema-change' : null
  }
  if (value.data_collections !== undefined) {
    const begins = value.status === 'BEGIN' || value.status === 'END'
    return begins && hasOnly(value, ['status', 'id', 'event_count', 'data_collections'])
      ? 'transaction'
      : null
  }
  if (value.additional_data !== undefined) {
    const members = ['id', 'aggregate_type', 'type', 'additional_data', 'timestamp']
    const fits = value.additional_data === null || isJsonObject(value.additional_data)
    return fits && hasOnly(value, members) ? 'notification' : null
  }
  if (value.op !== 'm') return null
  return hasOnly(value, ['op', 'source', 'message']) ? 'message' : null
}

/** Whether the members are these, and times at most. */
function hasOnly(value: JsonObject, members: readonly string[]): boolean {
  const named = Object.keys(value).filter((name) => !TIMES.has(name))
  return named.length === members.length && members.every((member) => Object.hasOwn(value, member))
}
