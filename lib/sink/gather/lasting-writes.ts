import type { TopicPartition } from '../../kafka/record.ts'
import type { ApplyRules } from '../../singlestore/changes/apply-operations.ts'
import type { Operation, Write } from '../../singlestore/changes/operation.ts'
import { reduce } from '../../singlestore/changes/reduce.ts'
import { RowKey } from '../../singlestore/changes/row-key.ts'
import { VersionOrder } from '../../singlestore/changes/version-order.ts'
import type { Table } from '../../singlestore/table.ts'
import { writesOf } from './writes.ts'

/**
 * The writes that no later operation on the same key takes the place of, in their order: the rows that are loaded.
 * @param refused writes that are known to be refused: they take the place of no other
 */
export function lastingWrites<Source extends TopicPartition>(
  operations: readonly Operation<Source>[],
  table: Table,
  { upsert, versionColumn, redriven }: ApplyRules,
  refused: ReadonlySet<Write<Source>> = new Set(),
): readonly Write<Source>[] {
  const order = versionColumn === null ? null : new VersionOrder(table, versionColumn)
  const manner = { upsert, order, spare: redriven === true }
  const { rounds } = reduce(operations, new RowKey(table), manner, refused)
  const lasting = new Set<Operation<Source>>(
    rounds.flatMap(({ guarded, writes }) => [
      ...guarded.map(({ operation }) => operation),
      ...writes,
    ]),
  )
  return writesOf(operations).filter((one) => lasting.has(one))
}
