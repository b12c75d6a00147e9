import type { FilterReason } from '../format/row-format.ts'

/** What somebody should know whose records write no row. */
export function filterWarning(reason: FilterReason): string {
  switch (reason) {
    case 'delete':
      return 'Deletes (tombstones, null payloads and the deletes of Debezium) are not applied: they are counted as filtered and write nothing. SINK_DELETE_ENABLED=true applies them.'
    case 'truncate':
      return 'Truncations that Debezium reports are not applied: they are counted as filtered, and the rows of the table stay. SINK_TRUNCATE_ENABLED=true applies them.'
    case 'message':
      return 'Logical messages of PostgreSQL, which Debezium passes on, belong to no table: they are counted as filtered and write nothing.'
    case 'schema-change':
      return skipped('schema changes')
    case 'heartbeat':
      return skipped('heartbeats')
    case 'transaction':
      return skipped('transaction boundaries')
    case 'notification':
      return skipped('notifications')
    default:
      return reason satisfies never
  }
}

function skipped(records: string): string {
  return `Debezium's ${records} are no rows and get no table: they are counted as filtered. To save the work, leave their topic out of the event source mapping.`
}
