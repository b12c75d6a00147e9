import { SinkError } from '../../../../../lib/errors.ts'
import type { Batch } from '../../../../../lib/kafka/record.ts'
import { spanOf } from '../../../../../lib/kafka/span.ts'
import { BadRecords } from '../../../../../lib/sink/bad-records.ts'
import { landRecords } from '../../../../../lib/sink/gather/land-records.ts'
import { Lessons } from '../../../../../lib/sink/lessons.ts'
import type { SinkParts } from '../../../../../lib/sink/sink-parts.ts'

/** The tables that the records of one event ask for; null where they cannot be read. */
export async function askedTables(
  batches: readonly Batch[],
  parts: SinkParts,
  remainingMs: () => number,
): Promise<readonly string[] | null> {
  const records = batches.flatMap((batch) => batch.records)
  const lessons = new Lessons()
  const bad = new BadRecords('all', lessons.faults, batches)
  const remainders = batches.map((batch) => ({ spans: [spanOf(batch.records)], repeated: 0 }))
  try {
    await parts.format.prepare(records, remainingMs)
    await parts.keyFormat?.prepare(records, remainingMs)
    const { landings } = landRecords(remainders, { parts, lessons, bad })
    return landings.map(({ table }) => table)
  } catch (error) {
    if (error instanceof SinkError) return null
    throw error
  }
}
