import { StoreError } from '../../errors.ts'
import { selectVariable, type VariableName } from '../../singlestore/dialect/server-facts.ts'
import type { Connection, RemainingMs } from '../../singlestore/session/connection.ts'
import { errnoOf } from '../../singlestore/session/store-error.ts'
import type { Check } from '../check.ts'
import { type Finding, failed } from '../finding.ts'
import { toldError } from '../told-error.ts'
import type { Visit } from '../visit.ts'
import type { Server } from './server.ts'

/** A check that needs a session in the database. */
export interface ServerExamination<T> extends Pick<Check, 'name' | 'did'> {
  readonly mend: string
  look(connection: Connection, remainingMs: RemainingMs): Promise<Finding<T>>
}

const BOUND_MS = 15_000

/** Makes the check, or leaves it out where there is no session. */
export async function examineServer<T>(
  { name, did, mend, look }: ServerExamination<T>,
  server: Server | null,
  visit: Visit,
): Promise<T | null> {
  if (server === null) {
    visit.skip(name, 'There is no session at the endpoint for DDL.')
    return null
  }
  if (server.isSilent) {
    visit.skip(name, 'The server does not answer.')
    return null
  }
  return await visit.make({
    ...{ name, did, mend },
    boundMs: BOUND_MS,
    async look(remainingMs) {
      try {
        const finding = await look(await server.connection(remainingMs), remainingMs)
        server.heard(true)
        return finding
      } catch (error) {
        server.heard(errnoOf(error) !== undefined)
        if (!isDeadline(error)) throw error
        return failed(toldError(error).found, SILENT)
      }
    },
  })
}

const SILENT =
  'The server took the login and does not answer: see what it is busy with (SHOW PROCESSLIST, the workspace in the portal), and resume, resize or restart the workspace.'

function isDeadline(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'ERR_DEADLINE'
}

const UNKNOWN_VARIABLE = 1193

/** A variable's value; null where the server does not have it. @throws StoreError */
export async function readVariable(
  connection: Connection,
  name: VariableName,
  remainingMs: RemainingMs,
  scope: 'session' | 'global' = 'session',
): Promise<string | null> {
  try {
    const sql = selectVariable(name, scope)
    const [row] = await connection.select(sql, `reading @@${name}`, remainingMs)
    return row?.value ?? null
  } catch (error) {
    if (error instanceof StoreError && error.errno === UNKNOWN_VARIABLE) return null
    throw error
  }
}
