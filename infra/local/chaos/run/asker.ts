import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, createConnection } from 'mysql2/promise'
import { type ExactRows, exactRows } from '../../commands/exact-rows.ts'
import type { Login } from '../../commands/scratch-database.ts'

/** How long the database may be away while it restarts. */
const PATIENCE_MS = 30_000
const PAUSE_MS = 50

/** Talks to the database without faults; a restart meanwhile is waited for, so what is sent may be done twice. */
export interface Asker {
  /** The rows of a result, as exact text. */
  ask(sql: string): Promise<ExactRows['rows']>
  /** A statement without a result. */
  tell(sql: string): Promise<void>
  close(): void
}

/** @param database null before there is one */
export function createAsker(login: Login, database: string | null): Asker {
  let open: Connection | null = null

  async function connected(): Promise<Connection> {
    if (open !== null) return open
    const { host, port, user, password } = login
    const choice = { host, port, user, password, charset: 'utf8mb4' }
    const made = await createConnection({ ...choice, ...(database !== null && { database }) })
    // Without a listener, the loss of an idle connection would end the process.
    made.on('error', () => {
      if (open === made) close()
    })
    open = made
    return made
  }

  function close(): void {
    open?.destroy()
    open = null
  }

  async function patiently<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const deadlineMs = performance.now() + PATIENCE_MS
    for (;;) {
      try {
        return await work(await connected())
      } catch (error) {
        close()
        if (!isAway(error) || performance.now() > deadlineMs) throw error
        await sleep(PAUSE_MS)
      }
    }
  }

  return {
    ask: (sql) => patiently(async (connection) => (await exactRows(connection, sql)).rows),
    tell: (sql) =>
      patiently(async (connection) => {
        await connection.query(sql)
      }),
    close,
  }
}

/** Shutting down, lost, gone, and the lock that a killed function has not let go of yet. */
const AWAY = new Set([1053, 1205, 1213, 1927, 2006, 2013])

function isAway(error: unknown): boolean {
  const { errno, code, fatal } = error as Partial<NodeJS.ErrnoException> & { fatal?: boolean }
  return fatal === true || AWAY.has(errno ?? 0) || /^(ECONN|EPIPE|PROTOCOL_)/.test(code ?? '')
}
