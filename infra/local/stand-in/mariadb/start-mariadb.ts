import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataTemplate } from './data-template.ts'
import { findServer } from './find-server.ts'
import { type Place, placeAt } from './place.ts'
import { type ServerFiles, serverArguments, serverEnvironment } from './server-files.ts'
import { serverFlags } from './server-flags.ts'
import { supervisor } from './supervisor.ts'
import { unpackServer } from './unpack-server.ts'
import { waitUntilReady } from './wait-until-ready.ts'

/** One private MariaDB server, reached over the unix socket in `place` as root without a password. */
export interface MariaDb {
  readonly place: Place
  /** Kills the server and removes its folder. */
  close(): Promise<void>
}

export interface MariaDbOptions {
  /** Keeps the unpacked server and the template of the data folder; two processes may share it. */
  readonly cacheFolder: string
  readonly progress?: (line: string) => void
  /** Of this server, besides those of all: certificates for TLS. */
  readonly flags?: readonly string[]
}

const startTimeoutMs = 60_000

/** Starts a MariaDB of its own; throws with the ways to get one where the machine has none. */
export async function startMariaDb(options: MariaDbOptions): Promise<MariaDb> {
  const progress = options.progress ?? (() => undefined)
  await mkdir(options.cacheFolder, { recursive: true })
  const files = await serverFiles(options.cacheFolder, progress)
  const template = await dataTemplate(files, options.cacheFolder, progress)
  const place = placeAt(await mkdtemp(join(shortTemporaryFolder(), 'stand-in-')))
  try {
    await mkdir(place.spoolFolder)
    await cp(template, place.dataFolder, {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
    })
    return await run(files, place, options.flags ?? [])
  } catch (error) {
    await rm(place.folder, { recursive: true, force: true })
    throw error
  }
}

async function run(files: ServerFiles, place: Place, flags: readonly string[]): Promise<MariaDb> {
  const command = [files.mariadbd, ...serverArguments(files), ...serverFlags(place), ...flags]
  const child = spawn('sh', ['-c', supervisor, 'sh', place.folder, ...command], {
    // A session of its own, so that Ctrl-C in a terminal ends the owner and the leash does the rest.
    detached: true,
    env: serverEnvironment(files),
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4000)
  })
  child.stdin.on('error', () => undefined)
  const exit = once(child, 'exit')
  try {
    await waitUntilReady(place.socketPath, startTimeoutMs, () => child.exitCode !== null)
  } catch (error) {
    child.stdin.end()
    await exit
    throw new Error(`MariaDB (${files.mariadbd}) did not start: ${message(error)}\n${log}`)
  }
  // A program that forgets to close must still be able to end.
  for (const handle of [child, child.stdin, child.stderr]) unref(handle)
  return {
    place,
    async close() {
      child.ref()
      child.stdin.end()
      await exit
    },
  }
}

function unref(handle: object): void {
  if ('unref' in handle && typeof handle.unref === 'function') handle.unref()
}

async function serverFiles(
  cacheFolder: string,
  progress: (line: string) => void,
): Promise<ServerFiles> {
  const installed = await findServer(process.env.PATH ?? '')
  if (installed !== null) return installed
  const reasons: string[] = []
  const unpacked = await unpackServer(cacheFolder, progress).catch((error: unknown) => {
    reasons.push(`Unpacking the system's packages failed: ${message(error)}`)
    return null
  })
  if (unpacked !== null) return unpacked
  throw new Error([...waysToGetOne, ...reasons].join('\n'))
}

const waysToGetOne = [
  'No MariaDB server (mariadbd) was found on this machine. Any of these helps:',
  '- Debian, Ubuntu: apt-get install mariadb-server-core mariadb-client-core',
  '- Fedora, RHEL: dnf install mariadb-server',
  '- macOS: brew install mariadb',
  '- or set SINGLESTORE_TEST_URL=mysql://user:password@host:port/ to use a real SingleStore',
] as const

/** Socket paths end at 104 characters on some systems. */
function shortTemporaryFolder(): string {
  return tmpdir().length > 70 ? '/tmp' : tmpdir()
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
