import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where an unpacked server and the data template outlive a fresh install: `$XDG_CACHE_HOME` or `~/.cache`. */
export function defaultCacheFolder(environment: NodeJS.ProcessEnv): string {
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kafka-singlestore-sink')
}
