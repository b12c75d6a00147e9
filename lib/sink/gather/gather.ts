import type { Remainder } from '../../kafka/subtract.ts'
import type { Attempt, Work } from '../attempt.ts'
import { locateColumn } from '../locate-column.ts'
import { encodeAsked } from './encode-asked.ts'
import { Fates } from './fates.ts'
import { filterRows } from './filter-rows.ts'
import { findMissing } from './find-missing.ts'
import { type Landed, landRecords } from './land-records.ts'
import type { Landing } from './landing.ts'
import { lateSpans } from './late-spans.ts'
import { writeTable } from './write-table.ts'

/**
 * Reads every record whole, and prepares what each asks for as operations on the keys of its table; all bad records are
 * known when the transaction begins.
 * @returns `again` where the try found what the next one has to leave out
 * @throws EventError, StoreError, ConfigError
 */
export async function gather(
  remainders: readonly Remainder[],
  attempt: Attempt,
): Promise<Work | 'again'> {
  const { parts, lessons, bad } = attempt
  const landed = landRecords(remainders, attempt)
  const planned = lessons.faults.revision
  const missing = await prepareTables(landed, attempt)
  const { filtered } = landed
  const fates = new Fates(landed.landings)
  const present: Landing[] = []
  for (const landing of landed.landings) {
    // There is nothing to delete.
    if (missing.has(landing.table)) fates.drop(landing)
    else present.push(landing)
  }
  const encoded = encodeAsked(present, parts, (error, { record }) => bad.add(error, record, 'map'))
  if (lessons.faults.revision > planned) return 'again'
  const good = encoded.map((work) => ({
    ...work,
    operations: work.operations.filter(({ source }) => !bad.has(source.record)),
  }))
  const filteredWorks = await filterRows(good, fates, attempt)
  const works = filteredWorks.filter(({ operations }) => operations.length > 0)
  const late = lateSpans(works, (span) => parts.ledger?.isBehind(span) === true)
  return {
    spans: landed.spans,
    repeated: landed.repeated,
    tables: works.map(({ name }) => name),
    filtered,
    async write(connection) {
      for (const work of works) await writeTable(connection, work, { fates, filtered }, attempt)
      account(fates, landed)
      for (const span of late) parts.onLate(span)
    },
  }
}

/** Counts the records of which nothing is done. */
function account(fates: Fates<Landing>, { landings, filtered }: Landed): void {
  const idle = new Set(fates.idle())
  if (idle.size === 0) return
  for (const { record, span } of landings) {
    if (idle.delete(record)) filtered.addAsked(span, 1)
  }
}

/** @returns the tables that do not exist, and that nothing is written to */
async function prepareTables(
  { landings, schemas }: Landed,
  { parts, remainingMs }: Attempt,
): Promise<ReadonlySet<string>> {
  const { catalog, mapping } = parts
  const wanted = Array.from(schemas, ([name, sightings]) =>
    Array.from(sightings, (sighting) => ({ name, schemas: sighting.schemas })),
  )
  try {
    await catalog.prepare(wanted.flat(), remainingMs)
  } catch (error) {
    throw locateColumn(error, schemas, mapping)
  }
  return await findMissing(landings, new Set(schemas.keys()), catalog, remainingMs)
}
