import { type ApplyRules, applyOperations } from '../../singlestore/changes/apply-operations.ts'
import type { Connection } from '../../singlestore/session/connection.ts'
import type { Attempt } from '../attempt.ts'
import type { Tolerance } from '../bad-records.ts'
import { guardRefusal } from '../refused-load.ts'
import type { TableWork } from './encode-asked.ts'
import type { Fates } from './fates.ts'
import { findRefusedOperations } from './find-refused-operations.ts'
import type { Asked, Landing } from './landing.ts'

/**
 * Applies operations to the rows of a table.
 * @param fates grows by what lost to a newer version
 * @throws RefusedLoadError, StoreError
 */
export async function changeRows(
  connection: Connection,
  work: TableWork<Landing>,
  fates: Fates<Landing>,
  { parts, remainingMs }: Attempt,
): Promise<void> {
  const { name, operations } = work
  const table = parts.catalog.table(name)
  const rules = applyRules(work, parts)
  const refused = {
    table: name,
    spans: operations.map(({ source }) => source.span),
    find: (on: Connection, tolerance: Tolerance) =>
      findRefusedOperations(on, { table, operations, rules }, tolerance, remainingMs),
  }
  const { stale } = await guardRefusal(refused, () =>
    applyOperations(connection, table, operations, rules, remainingMs),
  )
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
