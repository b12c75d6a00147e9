import { RecordError } from '../errors.ts'
import type { WantedTable } from '../singlestore/catalog.ts'
import type { RowSchemas } from '../table/row-schemas.ts'
import type { Lessons } from './lessons.ts'
import { locate } from './locate.ts'
import { readKey } from './origin.ts'
import type { Plan } from './plan.ts'
import type { Sighting } from './sightings.ts'
import type { SinkParts } from './sink-parts.ts'

/**
 * The tables a plan wants, with the schemas their records really have.
 * A peek looks at a record's beginning only; before a table is asked for the first time, and perhaps created, or gets a
 * new column, one record of each schema is read whole.
 * @returns `again` where that shows records to be bad, or to write no row, and so to ask for no table
 * @throws EventError for a value that is no base64
 */
export function confirmSchemas(
  work: Plan,
  parts: SinkParts,
  lessons: Lessons,
): readonly WantedTable[] | 'again' {
  const wanted: WantedTable[] = []
  for (const [name, sightings] of work.schemas) {
    const peeked = Array.from(sightings, ({ schemas }) => schemas)
    const found = parts.catalog.knows(name, peeked) ? peeked : confirmed(sightings, parts)
    if (found === null && readAll(name, work, parts, lessons)) return 'again'
    for (const schemas of found ?? peeked) wanted.push({ name, schemas })
  }
  return wanted
}

/** Null where a first record is bad, or writes no row. */
function confirmed(
  sightings: Iterable<Sighting>,
  { format, keyFormat }: SinkParts,
): readonly RowSchemas[] | null {
  const found: RowSchemas[] = []
  for (const { record } of sightings) {
    try {
      const decoded = format.decode(record)
      if (typeof decoded === 'string') return null
      const key = readKey(record, keyFormat)?.schema ?? null
      found.push({ value: decoded.schema, key })
    } catch (error) {
      if (!(error instanceof RecordError)) throw locate(error, record)
      return null
    }
  }
  return found
}

/** @returns whether that taught anything */
function readAll(
  table: string,
  work: Plan,
  { format, keyFormat }: SinkParts,
  { known, filtered }: Lessons,
): boolean {
  const before = known.size + filtered.size
  for (const { record } of work.tables.get(table) ?? []) {
    try {
      const decoded = format.decode(record)
      if (typeof decoded === 'string') filtered.set(record, decoded)
      else readKey(record, keyFormat)
    } catch (error) {
      if (!(error instanceof RecordError)) throw locate(error, record)
      known.set(record, { error, stage: 'decode' })
    }
  }
  return known.size + filtered.size > before
}
