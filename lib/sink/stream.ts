import type { Remainder } from '../kafka/subtract.ts'
import { INSERT, loadRows } from '../singlestore/loader.ts'
import type { Row } from '../singlestore/row.ts'
import type { Connection } from '../singlestore/session/connection.ts'
import { type Attempt, FaultFound, type Work } from './attempt.ts'
import type { Tolerance } from './bad-records.ts'
import { confirmSchemas } from './confirm-schemas.ts'
import { encodedRows, encodeRows } from './encode-rows.ts'
import { Filtered } from './filtered.ts'
import { findRefused } from './find-refused.ts'
import { locateColumn } from './locate-column.ts'
import { originReader } from './origin.ts'
import { type Plan, plan, type Routed } from './plan.ts'
import { guardRefusal } from './refused-load.ts'

/**
 * Plans records that are decoded and encoded while the server is loading them: every one is a new row of its topic's table.
 * @returns `again` where the try found what the next one has to leave out
 * @throws EventError, StoreError, ConfigError
 */
export async function stream(
  remainders: readonly Remainder[],
  attempt: Attempt,
): Promise<Work | 'again'> {
  const { parts, lessons, bad, remainingMs } = attempt
  const { format, keyFormat, route, mapping, catalog } = parts
  const { faults, known } = lessons
  const work = plan(remainders, {
    ...{ format, keyFormat, route, mapping, faults, bad, known },
    filtered: lessons.filtered,
  })
  const wanted = confirmSchemas(work, parts, lessons)
  if (wanted === 'again') return 'again'
  try {
    await catalog.prepare(wanted, remainingMs)
  } catch (error) {
    throw locateColumn(error, work.schemas, mapping)
  }
  const filtered = new Filtered()
  for (const span of work.spans) filtered.addKnown(span, lessons.filtered)
  return {
    spans: work.spans,
    repeated: work.repeated,
    tables: [...work.tables.keys()],
    filtered,
    write: (connection) => writeAll(connection, work, filtered, attempt),
  }
}

async function writeAll(
  connection: Connection,
  { tables }: Plan,
  filtered: Filtered,
  attempt: Attempt,
): Promise<void> {
  const { faults } = attempt.lessons
  const { filter } = attempt.parts.loading
  const planned = faults.revision
  for (const [table, routed] of tables) {
    // What the filter drops is told by numbers only, and each span accounts for its own.
    const loads = filter === null ? [routed] : Map.groupBy(routed, ({ span }) => span).values()
    for (const load of loads) {
      const dropped = await loadRouted(connection, { table, routed, load }, filtered, attempt)
      const span = load[0]?.span
      if (dropped > 0 && span !== undefined) filtered.addAsked(span, dropped)
      if (faults.revision > planned) throw new FaultFound()
    }
  }
}

interface RoutedLoad {
  readonly table: string
  /** All that goes to the table in this transaction: a row may collide with one that an earlier load brought. */
  readonly routed: readonly Routed[]
  /** The part of it that is loaded now. */
  readonly load: readonly Routed[]
}

/** @returns how many rows the filter dropped */
async function loadRouted(
  connection: Connection,
  { table, routed, load }: RoutedLoad,
  filtered: Filtered,
  { parts, lessons, bad, remainingMs }: Attempt,
): Promise<number> {
  const { format, catalog } = parts
  const reading = { format, originOf: originReader(parts), encoder: catalog.encoder(table) }
  const options = { ...INSERT, ...parts.loading }
  const rows = encodeRows(load, { ...reading, faults: lessons.faults, bad, filtered })
  const write = (on: Connection, part: Iterable<Row>) =>
    loadRows(on, table, part, options, remainingMs)
  const refused = {
    table,
    spans: routed.map(({ span }) => span),
    find: (on: Connection, tolerance: Tolerance) => {
      const suspects = { table, items: encodedRows(routed, reading), write }
      return findRefused(on, suspects, tolerance, remainingMs)
    },
  }
  const { sent, loaded } = await guardRefusal(refused, () => write(connection, rows))
  return sent - loaded
}
