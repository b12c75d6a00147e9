import type { Connection } from '../../singlestore/session/connection.ts'
import type { Attempt } from '../attempt.ts'
import type { Tolerance } from '../bad-records.ts'
import { findRefused } from '../find-refused.ts'
import { guardRefusal } from '../refused-load.ts'
import type { TableWork } from './encode-asked.ts'
import type { Fates } from './fates.ts'
import type { FilteredWork } from './filtered-work.ts'
import type { Landing } from './landing.ts'
import { stagingOf } from './staging-of.ts'
import { onlyAdds } from './writes.ts'

/**
 * Drops the rows that the filter is not true of. A load that only adds rows is told the filter itself, as long as the
 * number of rows tells the number of records.
 * @param fates grows by what is dropped
 * @throws RefusedLoadError, StoreError, ConfigError
 */
export async function filterRows(
  works: readonly TableWork<Landing>[],
  fates: Fates<Landing>,
  attempt: Attempt,
): Promise<readonly FilteredWork[]> {
  const { filter } = attempt.parts.loading
  if (filter === null) return works.map((work) => ({ ...work, filter }))
  const countable = !severalOfOne(works)
  const filtered: FilteredWork[] = []
  for (const work of works) {
    const passed =
      countable && onlyAdds(work) ? { ...work, filter } : await stage(work, filter, fates, attempt)
    filtered.push(passed)
  }
  return filtered
}

async function stage(
  work: TableWork<Landing>,
  filter: string,
  fates: Fates<Landing>,
  { parts, remainingMs }: Attempt,
): Promise<FilteredWork> {
  const { findDropped, suspects } = stagingOf(work, filter, parts, remainingMs)
  const refused = {
    table: work.name,
    spans: work.operations.map(({ source }) => source.span),
    find: (on: Connection, tolerance: Tolerance) =>
      findRefused(on, suspects, tolerance, remainingMs),
  }
  const dropped = await guardRefusal(refused, findDropped)
  for (const { source } of dropped) fates.drop(source)
  const operations = work.operations.filter((operation) => !dropped.has(operation))
  return { ...work, operations, filter: null }
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
