import type { TopicPartition } from '../../kafka/record.ts'
import type { Operation } from '../../singlestore/changes/operation.ts'
import { RowKey } from '../../singlestore/changes/row-key.ts'
import { VersionOrder } from '../../singlestore/changes/version-order.ts'
import type { KeyedColumns } from '../../singlestore/keyed-row.ts'
import type { Table } from '../../singlestore/table.ts'

/**
 * Finds, while its record is still known, a key or version that is no value of its column.
 * The check throws RecordError. @throws ConfigError for a version column that has no order
 */
export function keyCheck(
  table: Table,
  keyed: KeyedColumns | null,
): (operation: Operation<TopicPartition>) => void {
  if (keyed === null) return () => undefined
  const rowKey = new RowKey(table)
  const order = keyed.version === null ? null : new VersionOrder(table, keyed.version)
  return (operation) => {
    if (operation.kind === 'truncate') return
    if (operation.key !== null) rowKey.identify(operation.key)
    if (operation.version !== null) order?.version(operation.version)
  }
}
