import type { Catalog } from '../singlestore/catalog.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import { letterFaultOf } from './letter-fault.ts'
import type { ReadableLetter, StillBad } from './prepare-letters.ts'

/**
 * Makes sure of the tables that letters go to, table by table and schema by schema: what one of them lacks is no fault of
 * the others.
 * @throws StoreError, ConfigError
 */
export async function prepareTables(
  letters: readonly ReadableLetter[],
  catalog: Catalog,
  remainingMs: RemainingMs,
): Promise<{ readonly ready: readonly ReadableLetter[]; readonly bad: readonly StillBad[] }> {
  const ready: ReadableLetter[] = []
  const bad: StillBad[] = []
  for (const [name, ofTable] of Map.groupBy(letters, ({ table }) => table)) {
    for (const [schema, group] of Map.groupBy(ofTable, ({ decoded }) => decoded.schema)) {
      try {
        await catalog.prepare([{ name, schemas: { value: schema, key: null } }], remainingMs)
        ready.push(...group)
      } catch (error) {
        const fault = letterFaultOf(error)
        if (fault === null) throw error
        bad.push(...group.map(({ letter }) => ({ letter, error: fault })))
      }
    }
  }
  return { ready, bad }
}
