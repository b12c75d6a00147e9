import type { Batch } from '../../../../lib/kafka/record.ts'
import { spanOf } from '../../../../lib/kafka/span.ts'
import type { Row } from '../../../../lib/singlestore/row.ts'
import type { RemainingMs } from '../../../../lib/singlestore/session/connection.ts'
import { NULL_FIELD } from '../../../../lib/singlestore/tsv.ts'
import { BadRecords } from '../../../../lib/sink/bad-records.ts'
import { encodeAsked } from '../../../../lib/sink/gather/encode-asked.ts'
import { landRecords } from '../../../../lib/sink/gather/land-records.ts'
import type { Landing } from '../../../../lib/sink/gather/landing.ts'
import { Lessons } from '../../../../lib/sink/lessons.ts'
import { locateColumn } from '../../../../lib/sink/locate-column.ts'
import type { SinkParts } from '../../../../lib/sink/sink-parts.ts'
import type { Fault } from '../fault-of.ts'
import type { PlannedCatalog } from './planned-catalog.ts'

/** A record that would become no row, and where it is. */
export interface BadRecord extends Fault {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** It is kept as a dead letter, or its topic-partition stops at it. */
  readonly becomes: 'dead-letter' | 'stop'
}

/**
 * Reads and routes the records of one event as the sink does, and plans what they ask of their tables. What the ledger
 * holds as committed is planned, too: it says nothing of tables.
 * @returns the bad records. @throws StoreError, EventError
 */
export async function planEvent(
  batches: readonly Batch[],
  parts: SinkParts,
  catalog: PlannedCatalog,
  remainingMs: RemainingMs,
): Promise<readonly BadRecord[]> {
  const records = batches.flatMap((batch) => batch.records)
  await parts.format.prepare(records, remainingMs)
  await parts.keyFormat?.prepare(records, remainingMs)
  const lessons = new Lessons()
  const bad = new BadRecords(parts.tolerance, lessons.faults, batches)
  const remainders = batches.map((batch) => ({ spans: [spanOf(batch.records)], repeated: 0 }))
  const landed = landRecords(remainders, { parts, lessons, bad })
  for (const reason of landed.filtered.reasons) parts.onFiltered(reason)
  for (const [name, sightings] of landed.schemas) {
    const schemas = Array.from(sightings, (sighting) => sighting.schemas)
    const explain = (error: unknown) => locateColumn(error, landed.schemas, parts.mapping)
    await catalog.write(name, schemas, explain)
  }
  for (const [name, landings] of Map.groupBy(landed.landings, ({ table }) => table)) {
    if (!landed.schemas.has(name)) await catalog.delete(name)
    encode(name, landings, parts, catalog, bad)
  }
  const letters = bad.letters.map(({ record, error }) => ({
    ...badRecord(record, error),
    becomes: 'dead-letter' as const,
  }))
  const stops = lessons.faults
    .all()
    .map((fault) => ({ ...badRecord(fault, fault.error), becomes: 'stop' as const }))
  return [...letters, ...stops]
}

/** Turns what is asked of a table into rows and keys, to see whether it has them. */
function encode(
  name: string,
  landings: readonly Landing[],
  { changes }: SinkParts,
  catalog: PlannedCatalog,
  bad: BadRecords,
): void {
  if (!catalog.isReady(name)) return
  try {
    const works = encodeAsked(landings, { catalog, changes }, (error, { record }) =>
      bad.add(error, record, 'map'),
    )
    for (const operation of works.flatMap(({ operations }) => operations)) {
      if (operation.kind === 'write') catalog.fill(name, filledColumns(operation.row))
    }
  } catch (error) {
    catalog.fail(name, error)
  }
}

function badRecord(
  { topic, partition, offset }: Pick<BadRecord, 'topic' | 'partition' | 'offset'>,
  { code, message }: Fault,
) {
  return { topic, partition, offset, code, message }
}

/** A row without a schema names every column, and has NULL for what its record lacks. */
function filledColumns({ shape, line }: Row): readonly string[] {
  const fields = line.split('\t')
  return shape.columns.filter((_, at) => fields[at] !== NULL_FIELD).map(({ name }) => name)
}
