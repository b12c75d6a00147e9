import type { Operation, Write } from '../../singlestore/changes/operation.ts'
import type { Connection } from '../../singlestore/session/connection.ts'
import { passingRows, prepareStaging } from '../../singlestore/staging.ts'
import type { Attempt } from '../attempt.ts'
import type { Tolerance } from '../bad-records.ts'
import { findRefused } from '../find-refused.ts'
import { guardRefusal } from '../refused-load.ts'
import type { TableWork } from './encode-asked.ts'
import type { Fates } from './fates.ts'
import type { FilteredWork } from './filtered-work.ts'
import type { Landing } from './landing.ts'
import { onlyAdds, writesOf } from './writes.ts'

/**
 * Drops the rows that the filter is not true of. A load that only adds rows is told the filter itself, as long as the
 * number of rows tells the number of records.
 * @param fates grows by what is dropped
 * @throws RefusedLoadError, StoreError, ConfigError
 */
export async function filterRows(
  works: readonly TableWork<Landing>[],
  fates: Fates,
  attempt: Attempt,
): Promise<readonly FilteredWork[]> {
  const { filter } = attempt.parts.loading
  if (filter === null) return works.map((work) => ({ ...work, filter }))
  const countable = !severalOfOne(works)
  const filtered: FilteredWork[] = []
  for (const work of works) {
    if (countable && onlyAdds(work)) {
      filtered.push({ ...work, filter })
      continue
    }
    const dropped = await findDropped(work, filter, attempt)
    for (const { source } of dropped) fates.drop(source)
    const operations = work.operations.filter((operation) => !dropped.has(operation))
    filtered.push({ ...work, operations, filter: null })
  }
  return filtered
}

async function findDropped(
  work: TableWork<Landing>,
  filter: string,
  { parts, remainingMs }: Attempt,
): Promise<ReadonlySet<Operation<Landing>>> {
  const { sessions, catalog, loading } = parts
  const table = catalog.table(work.name)
  const writes = writesOf(work.operations)
  if (writes.length === 0) return new Set()
  const stage = async (on: Connection, part: readonly Write<Landing>[]) => {
    const rows = part.map(({ row }) => row)
    return await passingRows(on, table, rows, filter, remainingMs, loading.compression)
  }
  const refused = {
    table: work.name,
    spans: writes.map(({ source }) => source.span),
    find: async (on: Connection, tolerance: Tolerance) => {
      await prepareStaging(on, table, remainingMs)
      const items = new Map(writes.map((write) => [write, write.source.record]))
      return await findRefused(
        on,
        { table: work.name, items, write: stage },
        tolerance,
        remainingMs,
      )
    },
  }
  const connection = await sessions.dml(remainingMs)
  await prepareStaging(connection, table, remainingMs)
  const passing = await guardRefusal(refused, () => stage(connection, writes))
  return new Set(writes.filter((_, place) => !passing.has(place)))
}

function severalOfOne(works: readonly TableWork<Landing>[]): boolean {
  const seen = new Set<Landing['record']>()
  for (const { operations } of works) {
    for (const { source } of operations) {
      if (seen.has(source.record)) return true
      seen.add(source.record)
    }
  }
  return false
}
