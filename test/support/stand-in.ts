import type { TestProject } from 'vitest/node'
import { defaultCacheFolder } from '../../infra/local/stand-in/cache-folder.ts'
import { startMariaDb } from '../../infra/local/stand-in/mariadb/start-mariadb.ts'

/** What a test file needs to open its own front to the one database of the run. */
export type DatabaseBehind =
  | { readonly kind: 'mariadb'; readonly folder: string }
  | { readonly kind: 'singlestore'; readonly url: string }

declare module 'vitest' {
  export interface ProvidedContext {
    readonly databaseBehind: DatabaseBehind
  }
}

/** Starts one database for all integration tests, or takes the real one that is given. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.SINGLESTORE_TEST_URL
  if (url) {
    project.provide('databaseBehind', { kind: 'singlestore', url })
    return async () => undefined
  }
  const cacheFolder = defaultCacheFolder(process.env)
  const mariaDb = await startMariaDb({ cacheFolder, progress: console.error })
  project.provide('databaseBehind', { kind: 'mariadb', folder: mariaDb.place.folder })
  return mariaDb.close
}
