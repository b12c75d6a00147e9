import type { DecodedRow, JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject } from '../json/json-object.ts'
import type { FilterReason, OwnRecord } from '../row-format.ts'
import { missingAfter, operationOf } from './operation.ts'
import { hasMembersOf } from './own-record.ts'
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
  return ownRecordIn(value, topic) ?? decoded
}

/** The row before a delete, as far as JSON without a schema tells. */
export function schemalessBefore(decoded: SchemalessRow): DecodedRow | null {
  const { value } = decoded
  if (!isJsonObject(value)) return null
  if (!isEnvelope(value)) return isDeleted(value.__deleted) ? decoded : null
  const row = value.before ?? null
  return row === null ? null : { schema: null, value: row }
}

/** JsonConverter writes all members, those that are null, too. */
function isEnvelope(value: JsonObject): boolean {
  return (
    typeof value.op === 'string' &&
    isJsonObject(value.source) &&
    mayBeRow(value.before) &&
    mayBeRow(value.after)
  )
}

/** MongoDB's rows are JSON text. */
function mayBeRow(value: JsonValue | undefined): boolean {
  if (value === null) return true
  if (typeof value === 'string') return value.startsWith('{') && value.endsWith('}')
  return value !== undefined && isJsonObject(value)
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

/** One member tells most records apart at once; then all members must be those of such a record, and no others. */
function ownRecordIn(value: JsonObject, topic: string): OwnRecord | 'message' | null {
  const has = (kind: OwnRecord | 'message') => hasMembersOf(kind, Object.keys(value))
  if (topic.startsWith(HEARTBEAT_TOPIC)) return has('heartbeat') ? 'heartbeat' : null
  if (value.tableChanges !== undefined) {
    return isJsonObject(value.source) && has('schema-change') ? 'schema-change' : null
  }
  if (value.data_collections !== undefined) {
    const begins = value.status === 'BEGIN' || value.status === 'END'
    return begins && has('transaction') ? 'transaction' : null
  }
  if (value.additional_data !== undefined) {
    const fits = value.additional_data === null || isJsonObject(value.additional_data)
    return fits && has('notification') ? 'notification' : null
  }
  return value.op === 'm' && has('message') ? 'message' : null
}
