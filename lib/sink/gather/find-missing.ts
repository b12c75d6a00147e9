import { StoreError } from '../../errors.ts'
import type { Catalog } from '../../singlestore/catalog.ts'
import type { RemainingMs } from '../../singlestore/session/connection.ts'
import type { Asked } from './landing.ts'

/**
 * Looks for the tables that are only deleted from or truncated: a table is created for rows, never for their absence.
 * @returns the names of those that do not exist. @throws StoreError
 */
export async function findMissing(
  asked: readonly Asked[],
  written: ReadonlySet<string>,
  catalog: Catalog,
  remainingMs: RemainingMs,
): Promise<ReadonlySet<string>> {
  const missing = new Set<string>()
  const others = new Set(asked.map(({ table }) => table).filter((name) => !written.has(name)))
  for (const name of others) {
    try {
      await catalog.prepare([{ name, schemas: { value: null, key: null } }], remainingMs)
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'ERR_TABLE_MISSING') throw error
      missing.add(name)
    }
  }
  return missing
}
