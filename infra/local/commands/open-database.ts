import { createConnection } from 'mysql2/promise'
import { defaultCacheFolder } from '../stand-in/cache-folder.ts'
import { openDatabase, type StandIn } from '../stand-in/stand-in.ts'
import type { OnEnd } from './cleanup.ts'
import type { Terminal } from './terminal.ts'

/**
 * Opens the real server that `SINGLESTORE_TEST_URL` names, else starts the stand-in.
 *
 * @throws Error when that server does not answer, or the stand-in cannot be had on this machine
 */
export async function openCommandDatabase(
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  onEnd: OnEnd,
): Promise<StandIn> {
  const testUrl = environment.SINGLESTORE_TEST_URL
  if (testUrl && !URL.canParse(testUrl)) {
    throw new Error('SINGLESTORE_TEST_URL must look like mysql://user:password@host:port/')
  }
  const title = testUrl ? 'Connecting to SingleStore' : 'Starting the stand-in for SingleStore'
  return await terminal.step(title, async (detail) => {
    const database = await openDatabase({
      cacheFolder: defaultCacheFolder(environment),
      progress: detail,
      testUrl,
    })
    onEnd(() => database.close())
    detail('')
    if (testUrl) await probe(database, new URL(testUrl).host)
    return database
  })
}

/** The pipe opens whether or not there is a server behind it. */
async function probe({ host, port, user, password }: StandIn, server: string): Promise<void> {
  try {
    const connection = await createConnection({ host, port, user, password })
    await connection.end()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `The server that SINGLESTORE_TEST_URL names, ${server}, does not answer: ${reason}`,
      {
        cause: error,
      },
    )
  }
}
