import { RecordError } from '../errors.ts'
import type { Schema } from '../schema.ts'
import type { WantedTable } from '../singlestore/catalog.ts'
import type { Lessons } from './lessons.ts'
import { locate } from './locate.ts'
import type { Plan } from './plan.ts'
import type { SinkParts } from './sink-parts.ts'

/**
 * The tables a plan wants, with the schemas their records really have.
 * A peek looks at a record's beginning only; before a table is asked for the first time, and perhaps created, one record
 * of each schema is read whole.
 * @returns `again` where that shows records to be bad, or to write no row, and so to ask for no table
 * @throws EventError for a value that is no base64
 */
export function confirmSchemas(
  work: Plan,
  parts: SinkParts,
  lessons: Lessons,
): readonly WantedTable[] | 'again' {
  const wanted: WantedTable[] = []
  for (const [name, schemas] of work.schemas) {
    const found = parts.catalog.knows(name) ? [...schemas.keys()] : confirmed(name, work, parts)
    if (found === null && readAll(name, work, parts, lessons)) return 'again'
    for (const value of found ?? schemas.keys())
      wanted.push({ name, schemas: { value, key: null } })
  }
  return wanted
}

/** Null where a first record is bad, or writes no row. */
function confirmed(
  table: string,
  work: Plan,
  { format }: SinkParts,
): readonly (Schema | null)[] | null {
  const found: (Schema | null)[] = []
  for (const record of work.schemas.get(table)?.values() ?? []) {
    try {
      const decoded = format.decode(record)
      if (typeof decoded === 'string') return null
      found.push(decoded.schema)
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
  { format }: SinkParts,
  { known, filtered }: Lessons,
): boolean {
  const before = known.size + filtered.size
  for (const { record } of work.tables.get(table) ?? []) {
    try {
      const decoded = format.decode(record)
      if (typeof decoded === 'string') filtered.set(record, decoded)
    } catch (error) {
      if (!(error instanceof RecordError)) throw locate(error, record)
      known.set(record, { error, stage: 'decode' })
    }
  }
  return known.size + filtered.size > before
}
