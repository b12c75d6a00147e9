import { StoreError } from '../../errors.ts'
import { quoteIdentifier, quoteString } from '../../singlestore/identifier.ts'
import type { Connection, RemainingMs } from '../../singlestore/session/connection.ts'
import { errnoOf } from '../../singlestore/session/store-error.ts'
import { failed, passed, skipped } from '../finding.ts'
import type { Server } from '../server/server.ts'
import { examineServer } from '../server/server-examination.ts'
import { toldError } from '../told-error.ts'
import type { Visit } from '../visit.ts'

/** One thing to try on the scratch table. */
export interface Trial {
  /** As GRANT names it. */
  readonly privilege: string
  /** What was done, as a statement that is cut short: `INSERT by LOAD DATA LOCAL into the scratch table`. */
  readonly doing: string
  readonly needed: boolean
  /** Null where it did what it should; else what it did instead. */
  act(connection: Connection, remainingMs: RemainingMs): Promise<string | null>
}

/** What became of a trial; `unclear` where the server gave no answer. */
export type Tried = 'untried' | 'worked' | 'refused' | 'unclear'

/** Tries it. A privilege that is lacking fails the check only where it is needed. */
export async function tryPrivilege(
  { privilege, doing, needed, act }: Trial,
  server: Server,
  visit: Visit,
): Promise<Tried> {
  const mend = grant(privilege, server)
  let tried: Tried = 'untried'
  await examineServer(
    {
      name: `Privilege ${privilege}`,
      did: `${doing}.`,
      mend: 'Run the statement by hand as the same user: the server says more there.',
      async look(connection, remainingMs) {
        tried = 'unclear'
        try {
          const wrong = await act(connection, remainingMs)
          tried = 'worked'
          return wrong === null
            ? passed('It worked.', null)
            : failed(wrong, 'Report it: no server does this by what it documents.')
        } catch (error) {
          if (errnoOf(error) !== undefined) tried = 'refused'
          if (!isDenied(error)) throw error
          const { found } = toldError(error)
          if (needed) return failed(found, mend)
          return skipped(`${found} This configuration does not need it.`)
        }
      },
    },
    server,
    visit,
  )
  return tried
}

/** Of a statement: 1142, 1044, 1045, and 1227 for what no table has. */
function isDenied(error: unknown): boolean {
  return error instanceof StoreError && (error.code === 'ERR_ACCESS_DENIED' || error.errno === 1227)
}

function grant(privilege: string, { settings: { database, user } }: Server): string {
  return `GRANT ${privilege} ON ${quoteIdentifier(database)}.* TO ${quoteString(user)}@'%'; (or to a role that the user has).`
}
