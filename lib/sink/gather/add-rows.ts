import type { Write } from '../../singlestore/changes/operation.ts'
import { INSERT, loadRows } from '../../singlestore/loader.ts'
import type { Connection } from '../../singlestore/session/connection.ts'
import type { Attempt } from '../attempt.ts'
import type { Tolerance } from '../bad-records.ts'
import type { Filtered } from '../filtered.ts'
import { findRefused } from '../find-refused.ts'
import { guardRefusal } from '../refused-load.ts'
import type { FilteredWork } from './filtered-work.ts'
import type { Landing } from './landing.ts'

/**
 * Adds rows to a table. What a filter drops is told by numbers only, and each span accounts for its own.
 * @throws RefusedLoadError, StoreError
 */
export async function addRows(
  connection: Connection,
  { name, filter }: FilteredWork,
  writes: readonly Write<Landing>[],
  filtered: Filtered,
  { parts, remainingMs }: Attempt,
): Promise<void> {
  const options = { ...INSERT, compression: parts.loading.compression, filter }
  const load = (on: Connection, part: readonly Write<Landing>[]) =>
    loadRows(
      on,
      name,
      part.map(({ row }) => row),
      options,
      remainingMs,
    )
  const refused = {
    table: name,
    spans: writes.map(({ source }) => source.span),
    find: (on: Connection, tolerance: Tolerance) => {
      // All of them: a row may collide with one that the load of an earlier span brought.
      const items = new Map(writes.map((write) => [write, write.source.record]))
      return findRefused(on, { table: name, items, write: load }, tolerance, remainingMs)
    },
  }
  const loads =
    filter === null ? [writes] : Map.groupBy(writes, ({ source }) => source.span).values()
  for (const part of loads) {
    const { sent, loaded } = await guardRefusal(refused, () => load(connection, part))
    const span = part[0]?.source.span
    if (sent > loaded && span !== undefined) filtered.addAsked(span, sent - loaded)
  }
}
