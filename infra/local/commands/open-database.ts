import { defaultCacheFolder } from '../stand-in/cache-folder.ts'
import { openDatabase, type StandIn } from '../stand-in/stand-in.ts'
import type { OnEnd } from './cleanup.ts'
import type { Terminal } from './terminal.ts'

/** Opens the real server that `SINGLESTORE_TEST_URL` names, else starts the stand-in. */
export async function openCommandDatabase(
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  onEnd: OnEnd,
): Promise<StandIn> {
  const testUrl = environment.SINGLESTORE_TEST_URL
  const title = testUrl ? 'Connecting to SingleStore' : 'Starting the stand-in for SingleStore'
  return await terminal.step(title, async (detail) => {
    const database = await openDatabase({
      cacheFolder: defaultCacheFolder(environment),
      progress: detail,
      testUrl,
    })
    onEnd(() => database.close())
    detail('')
    return database
  })
}
