import { type ApplyRules, applyOperations } from '../../singlestore/changes/apply-operations.ts'
import type { Operation, Write } from '../../singlestore/changes/operation.ts'
import type { Connection, RemainingMs } from '../../singlestore/session/connection.ts'
import type { Table } from '../../singlestore/table.ts'
import type { Suspects } from '../find-refused.ts'
import type { Asked } from './landing.ts'
import { lastingWrites } from './lasting-writes.ts'

/** The rows that operations load, to be tried apart from each other. */
export function operationSuspects<Source extends Asked>(
  table: Table,
  operations: readonly Operation<Source>[],
  rules: ApplyRules,
  remainingMs: RemainingMs,
): Suspects<Write<Source>> {
  const writes = lastingWrites(operations, table, rules)
  return {
    table: table.name,
    items: new Map(writes.map((write) => [write, write.source.record])),
    async write(on: Connection, part: readonly Write<Source>[]) {
      const among = new Set<Operation<Source>>(part)
      // A row may have to make way for another one first.
      const some = operations.filter((one) => one.kind !== 'write' || among.has(one))
      await applyOperations(on, table, some, rules, remainingMs)
    },
  }
}
