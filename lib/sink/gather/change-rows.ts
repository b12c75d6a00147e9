import { type ApplyRules, applyOperations } from '../../singlestore/changes/apply-operations.ts'
import type { Operation } from '../../singlestore/changes/operation.ts'
import type { Connection } from '../../singlestore/session/connection.ts'
import type { Attempt } from '../attempt.ts'
import type { Tolerance } from '../bad-records.ts'
import { findRefused } from '../find-refused.ts'
import { guardRefusal } from '../refused-load.ts'
import type { TableWork } from './encode-asked.ts'
import type { Fates } from './fates.ts'
import type { Asked, Landing } from './landing.ts'
import { lastingWrites } from './lasting-writes.ts'

/**
 * Applies operations to the rows of a table.
 * @param fates grows by what lost to a newer version
 * @throws RefusedLoadError, StoreError
 */
export async function changeRows(
  connection: Connection,
  work: TableWork<Landing>,
  fates: Fates,
  { parts, remainingMs }: Attempt,
): Promise<void> {
  const { name, operations } = work
  const table = parts.catalog.table(name)
  const rules = applyRules(work, parts)
  const apply = (on: Connection, some: readonly Operation<Landing>[]) =>
    applyOperations(on, table, some, rules, remainingMs)
  const refused = {
    table: name,
    spans: operations.map(({ source }) => source.span),
    find: (on: Connection, tolerance: Tolerance) => {
      const writes = lastingWrites(operations, table, rules)
      const items = new Map(writes.map((write) => [write, write.source.record]))
      const write = (trial: Connection, part: readonly Operation<Landing>[]) => {
        const among = new Set(part)
        // A row may have to make way for another one first.
        const some = operations.filter((one) => one.kind !== 'write' || among.has(one))
        return apply(trial, some)
      }
      return findRefused(on, { table: name, items, write }, tolerance, remainingMs)
    },
  }
  const { stale } = await guardRefusal(refused, () => apply(connection, operations))
  for (const landing of stale) fates.drop(landing)
}

/** How operations on a table are applied. */
export function applyRules(
  { keyed }: Pick<TableWork<Asked>, 'keyed'>,
  { changes, loading }: Pick<Attempt['parts'], 'changes' | 'loading'>,
): ApplyRules {
  return {
    upsert: changes.upsert,
    versionColumn: keyed?.version ?? null,
    loading: { compression: loading.compression, filter: null },
  }
}
