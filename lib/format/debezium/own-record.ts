import type { OwnRecord } from '../row-format.ts'

/** As Debezium tells them apart itself (`SchemaFactory`): by the end of the name, for a prefix may stand before it. */
const NAME_ENDS: readonly (readonly [string, OwnRecord | 'message'])[] = [
  ['.SchemaChangeValue', 'schema-change'],
  ['.TransactionMetadataValue', 'transaction'],
  ['io.debezium.connector.common.Heartbeat', 'heartbeat'],
  ['io.debezium.connector.common.Notification', 'notification'],
  ['io.debezium.connector.postgresql.MessageValue', 'message'],
]

/** What the name of a schema says of records that are no rows. */
export function ownRecordNamed(name: string): OwnRecord | 'message' | null {
  return NAME_ENDS.find(([end]) => name.endsWith(end))?.[1] ?? null
}
