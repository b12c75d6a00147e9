import type { TopicPartition } from '../../kafka/record.ts'
import type { Table } from '../table.ts'
import { keyCharsetCheck } from './key-charset.ts'
import { withoutVersion } from './newest-of-each-key.ts'
import type { Operation } from './operation.ts'
import { RowKey } from './row-key.ts'
import { VersionOrder } from './version-order.ts'

/**
 * What tells before a transaction begins that `applyOperations` will take an operation: a function that throws RecordError
 * `ERR_RECORD_UNMAPPABLE` for a key or version that its column cannot hold, and for a write without a version.
 * @throws ConfigError for a version column that is missing or has no order
 */
export function operationCheck(
  table: Table,
  versionColumn: string | null,
): (operation: Operation<TopicPartition>) => void {
  const key = new RowKey(table)
  const checkCharset = keyCharsetCheck(key.columns)
  const order = versionColumn === null ? null : new VersionOrder(table, versionColumn)
  return (operation) => {
    if (operation.kind === 'truncate' || operation.key === null) return
    key.identify(operation.key)
    checkCharset(operation.key)
    if (order === null) return
    if (operation.version !== null) order.version(operation.version)
    else if (operation.kind === 'write') throw withoutVersion(order)
  }
}
