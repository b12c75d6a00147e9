import type { Schema } from '../../schema.ts'
import type { OwnRecord } from '../row-format.ts'

type Kind = OwnRecord | 'message'

/** As Debezium names them (`SchemaFactory`): a prefix may stand before it. */
const NAME_ENDS: readonly (readonly [string, Kind])[] = [
  ['.SchemaChangeValue', 'schema-change'],
  ['.TransactionMetadataValue', 'transaction'],
  ['io.debezium.connector.common.Heartbeat', 'heartbeat'],
  ['io.debezium.connector.common.Notification', 'notification'],
  ['io.debezium.connector.postgresql.MessageValue', 'message'],
]

/** Protobuf's schemas are named without their package: then the members must be exactly these. */
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

/** Members that the first versions of such records did not have. */
const ADDED_LATER = new Set(['timestamp', 'schemaName'])

/** Times that versions of Debezium add to their records. */
const TIMES = new Set(['ts_ms', 'ts_us', 'ts_ns'])

/** What a schema says of records that are no rows, by its name and its members: business records bear such names, too. */
export function ownRecordOf(schema: Schema): Kind | null {
  const { name, type } = schema
  if (name === null || type !== 'struct') return null
  const members = schema.fields.map((field) => field.name)
  const bare = BARE_NAMES.get(name)
  if (bare !== undefined) return hasMembersOf(bare, members) ? bare : null
  const kind = NAME_ENDS.find(([end]) => name.endsWith(end))?.[1]
  return kind !== undefined && mayBe(kind, members) ? kind : null
}

/** Versions of Debezium add members, but one that is named in full has those that make it what it is. */
function mayBe(kind: Kind, members: readonly string[]): boolean {
  if (kind === 'heartbeat') return hasMembersOf(kind, members)
  return MEMBERS[kind].every((member) => ADDED_LATER.has(member) || members.includes(member))
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
