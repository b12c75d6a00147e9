import type { Schema } from '../../schema.ts'
import type { OwnRecord } from '../row-format.ts'

type Kind = OwnRecord | 'message'

/** As Debezium tells them apart itself (`SchemaFactory`): by the end of the name, for a prefix may stand before it. */
const NAME_ENDS: readonly (readonly [string, Kind])[] = [
  ['.SchemaChangeValue', 'schema-change'],
  ['.TransactionMetadataValue', 'transaction'],
  ['io.debezium.connector.common.Heartbeat', 'heartbeat'],
  ['io.debezium.connector.common.Notification', 'notification'],
  ['io.debezium.connector.postgresql.MessageValue', 'message'],
]

/** Protobuf's schemas are named without their package, and a name alone says too little then. */
const BARE_NAMES: ReadonlyMap<string, Kind> = new Map([
  ['SchemaChangeValue', 'schema-change'],
  ['TransactionMetadataValue', 'transaction'],
  ['Heartbeat', 'heartbeat'],
  ['Notification', 'notification'],
  ['MessageValue', 'message'],
])

const MEMBERS: Readonly<Record<Kind, readonly string[]>> = {
  'schema-change': ['source', 'databaseName', 'schemaName', 'ddl', 'tableChanges'],
  transaction: ['status', 'id', 'event_count', 'data_collections'],
  heartbeat: [],
  notification: ['id', 'aggregate_type', 'type', 'additional_data', 'timestamp'],
  message: ['op', 'source', 'message'],
}

/** Times that versions of Debezium add to their records. */
const TIMES = new Set(['ts_ms', 'ts_us', 'ts_ns'])

/** What a schema says of records that are no rows. */
export function ownRecordOf(schema: Schema): Kind | null {
  const { name, type } = schema
  if (name === null || type !== 'struct') return null
  const bare = BARE_NAMES.get(name)
  if (bare !== undefined) {
    const members = schema.fields.map((field) => field.name)
    return hasMembersOf(bare, members) ? bare : null
  }
  return NAME_ENDS.find(([end]) => name.endsWith(end))?.[1] ?? null
}

/** Whether a record has exactly the members of such a record, and times at most. */
export function hasMembersOf(kind: Kind, members: readonly string[]): boolean {
  const wanted = MEMBERS[kind]
  const named = members.filter((member) => !TIMES.has(member))
  return (
    members.length > 0 &&
    named.length === wanted.length &&
    wanted.every((member) => named.includes(member))
  )
}
