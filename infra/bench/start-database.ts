import { type Connection, createConnection } from 'mysql2/promise'
import type { OnEnd } from '../local/commands/cleanup.ts'
import { defaultCacheFolder } from '../local/stand-in/cache-folder.ts'
import { startMariaDb } from '../local/stand-in/mariadb/start-mariadb.ts'
import { createBenchDatabase } from './bench-database.ts'
import { openBytePipe } from './byte-pipe.ts'
import type { Address } from './sink-environment.ts'

/** Starts MariaDB itself, without the stand-in before it, with the tables that are measured. */
export async function startDatabase(
  progress: (text: string) => void,
  onEnd: OnEnd,
): Promise<{ readonly address: Address; readonly connection: Connection }> {
  const mariaDb = await startMariaDb({ cacheFolder: defaultCacheFolder(process.env), progress })
  onEnd(() => mariaDb.close())
  const connection = await createConnection({ socketPath: mariaDb.place.socketPath, user: 'root' })
  onEnd(() => connection.end())
  await createBenchDatabase(connection)
  const pipe = await openBytePipe(mariaDb.place.socketPath)
  onEnd(() => pipe.close())
  return { address: { host: pipe.host, port: pipe.port }, connection }
}
