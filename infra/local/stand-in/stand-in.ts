import { startMariaDb } from './mariadb/start-mariadb.ts'
import { openPipe } from './open-pipe.ts'
import { openStandIn, type StandIn, type StandInManner } from './open-stand-in.ts'
import { createSqlRules, sessionSetup } from './sql/sql-rules.ts'

export type { StandIn } from './open-stand-in.ts'

export interface StandInOptions extends StandInManner {
  /** Keeps what is slow to make: an unpacked server, a template of the data folder. */
  readonly cacheFolder: string
  readonly progress?: (line: string) => void
}

/** Starts a MariaDB of its own with the proxy in front; closing it removes everything but the cache. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const mariaDb = await startMariaDb(options)
  try {
    const language = { rules: createSqlRules({}), sessionSetup }
    const standIn = await openStandIn(mariaDb.place, language, options)
    return {
      ...standIn,
      async close() {
        await standIn.close()
        await mariaDb.close()
      },
    }
  } catch (error) {
    await mariaDb.close()
    throw error
  }
}

/** The real SingleStore where a test URL is given, else the stand-in. */
export function openDatabase(
  options: StandInOptions & { readonly testUrl?: string | undefined },
): Promise<StandIn> {
  return options.testUrl ? openPipe(options.testUrl) : startStandIn(options)
}
