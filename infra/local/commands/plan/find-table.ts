import { readDefinition, readTables } from '../../../../lib/singlestore/data-table/read-tables.ts'
import type { RemainingMs } from '../../../../lib/singlestore/session/connection.ts'
import type { Sessions } from '../../../../lib/singlestore/session/sessions.ts'
import type { ExistingTable } from './table-state.ts'

/** Reads a table as the sink's catalog does; null where the database has none of this name. @throws StoreError */
export async function findTable(
  sessions: Sessions,
  name: string,
  remainingMs: RemainingMs,
): Promise<ExistingTable | null> {
  const [table] = await readTables(sessions, [name], false, remainingMs)
  if (table === undefined) return null
  const connection = await sessions.ddl(remainingMs)
  return { table, definition: await readDefinition(connection, name, remainingMs) }
}
