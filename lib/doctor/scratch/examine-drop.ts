import { dropScratch } from '../../singlestore/dialect/scratch-table.ts'
import { passed, warned } from '../finding.ts'
import type { Server } from '../server/server.ts'
import { toldError } from '../told-error.ts'
import type { Visit } from '../visit.ts'

/** Drops the scratch table, whatever became of it; the sink itself drops nothing, so that the privilege may be lacking. */
export async function examineDrop(table: string, server: Server, visit: Visit): Promise<void> {
  const sql = dropScratch(table)
  const mend = `Drop the scratch table as a user who may: ${sql};`
  await visit.makeLast({
    name: 'Privilege DROP',
    did: `Dropped the table "${table}".`,
    boundMs: 15_000,
    mend,
    async look(remainingMs) {
      try {
        const connection = await server.connection(remainingMs)
        await connection.execute(sql, `dropping "${table}"`, remainingMs)
        return passed('Nothing is left of it.', null)
      } catch (error) {
        return warned(`${toldError(error).found} The table "${table}" may be left.`, mend, null)
      }
    },
  })
}
