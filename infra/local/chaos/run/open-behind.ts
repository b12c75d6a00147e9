import type { OnEnd } from '../../commands/cleanup.ts'
import type { Terminal } from '../../commands/terminal.ts'
import { defaultCacheFolder } from '../../stand-in/cache-folder.ts'
import { startMariaDb } from '../../stand-in/mariadb/start-mariadb.ts'
import type { DatabaseBehind } from './stage.ts'

/** The real server that `SINGLESTORE_TEST_URL` names, else a MariaDB for the stand-in, started here. */
export async function openBehind(
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  onEnd: OnEnd,
): Promise<DatabaseBehind> {
  const url = environment.SINGLESTORE_TEST_URL
  if (url) {
    if (URL.canParse(url)) return { kind: 'singlestore', url }
    throw new Error('SINGLESTORE_TEST_URL must look like mysql://user:password@host:port/')
  }
  return await terminal.step('Starting the stand-in for SingleStore', async (detail) => {
    const cacheFolder = defaultCacheFolder(environment)
    const mariaDb = await startMariaDb({ cacheFolder, progress: detail })
    onEnd(() => mariaDb.close())
    detail('')
    return { kind: 'stand-in', place: mariaDb.place }
  })
}
