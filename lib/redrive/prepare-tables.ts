import type { Catalog, WantedTable } from '../singlestore/catalog.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import { findMissing } from '../sink/gather/find-missing.ts'
import { schemasOf } from '../sink/gather/read-record.ts'
import { type Sighting, Sightings } from '../sink/sightings.ts'
import { letterFaultOf } from './letter-fault.ts'
import type { AskedByLetter, StillBad } from './prepare-letters.ts'

interface PreparedTables {
  readonly bad: readonly StillBad[]
  /** Tables that do not exist, and that nothing is written to. */
  readonly missing: ReadonlySet<string>
}

/**
 * Makes sure of the tables that letters ask for, table by table and schema by schema: what one of them lacks is no fault of
 * the others.
 * @throws StoreError, ConfigError
 */
export async function prepareTables(
  asked: readonly AskedByLetter[],
  catalog: Catalog,
  remainingMs: RemainingMs,
): Promise<PreparedTables> {
  const bad: StillBad[] = []
  const written = new Set<string>()
  for (const [name, ofTable] of Map.groupBy(asked, ({ table }) => table)) {
    for (const group of bySchemas(ofTable)) {
      const [first] = group
      if (first?.change.kind !== 'write') continue
      const wanted: WantedTable = { name, schemas: schemasOf(first.change) }
      try {
        await catalog.prepare([wanted], remainingMs)
        written.add(name)
      } catch (error) {
        const fault = letterFaultOf(error)
        if (fault === null) throw error
        bad.push(...group.map(({ letter }) => ({ letter, error: fault })))
      }
    }
  }
  return { bad, missing: await findMissing(asked, written, catalog, remainingMs) }
}

/** What asks for rows, those of the same schemas together. */
function bySchemas(asked: readonly AskedByLetter[]): Iterable<readonly AskedByLetter[]> {
  const groups = new Map<Sighting, AskedByLetter[]>()
  const seen = new Sightings()
  for (const one of asked) {
    if (one.change.kind !== 'write') continue
    const first = seen.add({ schemas: schemasOf(one.change), record: one.record })
    const group = groups.get(first) ?? []
    groups.set(first, group)
    group.push(one)
  }
  return groups.values()
}
