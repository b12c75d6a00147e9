import { dropScratch } from '../../singlestore/dialect/scratch-table.ts'
import type { RemainingMs } from '../../singlestore/session/connection.ts'
import { errnoOf } from '../../singlestore/session/store-error.ts'
import { passed, warned } from '../finding.ts'
import type { Server } from '../server/server.ts'
import { toldError } from '../told-error.ts'
import { RESERVE_MS, type Visit } from '../visit.ts'

/** Drops the scratch table, whatever became of it; the sink itself drops nothing, so that the privilege may be lacking. */
export async function examineDrop(table: string, server: Server, visit: Visit): Promise<void> {
  const sql = dropScratch(table)
  const mend = `Drop the scratch table as a user who may: ${sql};`
  await visit.makeLast({
    name: 'Privilege DROP',
    did: `Dropped the table "${table}".`,
    boundMs: RESERVE_MS,
    mend,
    async look(remainingMs) {
      try {
        await drop(table, server, remainingMs)
        return passed('Nothing is left of it.', null)
      } catch (error) {
        return warned(`${toldError(error).found} The table "${table}" may be left.`, mend, null)
      }
    },
  })
}

/** Behind a statement that was given up and may still run, first; then on a connection of its own, for which that statement is ended. */
async function drop(table: string, server: Server, remainingMs: RemainingMs): Promise<void> {
  const attempt = async (boundMs: RemainingMs) => {
    const connection = await server.connection(boundMs)
    await connection.execute(dropScratch(table), `dropping "${table}"`, boundMs)
  }
  try {
    await attempt(() => remainingMs() / 2)
  } catch (error) {
    if (errnoOf(error) !== undefined) throw error
    await attempt(remainingMs)
  }
}
