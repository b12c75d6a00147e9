import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

/** What importing a module costs a fresh process. */
export interface ImportTime {
  readonly medianMs: number
  /** The same for an empty module: what Node itself takes. */
  readonly emptyMedianMs: number
  /** Bytes of all files that the import reads, measured in a run of its own. */
  readonly bytesLoaded: number
}

/**
 * Imports a module `runs` times, each in a fresh process of the running Node, in turn with an empty module.
 *
 * @param environment all that the processes see of the environment; a function that reads its configuration when it
 * loads needs it here
 * @throws Error with the process's standard error when the import fails
 */
export async function measureImport(
  modulePath: string,
  runs: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<ImportTime> {
  if (!Number.isInteger(runs) || runs < 1) throw new RangeError(`runs: ${runs} is no count`)
  const folder = await mkdtemp(join(tmpdir(), 'import-time-'))
  try {
    const emptyModule = join(folder, 'empty.mjs')
    await writeFile(emptyModule, 'export {}\n')
    // A file, because under --eval a global `require` hides the faults of bundled CommonJS.
    const probe = join(folder, 'probe.mjs')
    await writeFile(probe, probeSource)

    const run = async (what: 'bytes' | 'time', path: string): Promise<number> => {
      const url = pathToFileURL(resolve(path)).href
      const { stdout } = await execute(process.execPath, [probe, what, url], { env: environment })
      // What the module itself writes as it loads comes before.
      return Number(stdout.slice(stdout.lastIndexOf('\n')))
    }
    const bytesLoaded = await run('bytes', modulePath)
    const times: number[] = []
    const emptyTimes: number[] = []
    for (let i = 0; i < runs; i++) {
      emptyTimes.push(await run('time', emptyModule))
      times.push(await run('time', modulePath))
    }
    return { medianMs: median(times), emptyMedianMs: median(emptyTimes), bytesLoaded }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const execute = promisify(execFile)

/** Answers on file descriptor 1 directly and exits at once: what the module left running is not waited for. */
const probeSource = `
import { writeSync } from 'node:fs'
import { registerHooks } from 'node:module'
const [what, url] = process.argv.slice(2)
let bytes = 0
if (what === 'bytes') {
  registerHooks({
    load(loaded, context, next) {
      const result = next(loaded, context)
      if (loaded.startsWith('file:')) bytes += Buffer.byteLength(result.source ?? '')
      return result
    },
  })
}
const start = process.hrtime.bigint()
await import(url)
const ms = Number(process.hrtime.bigint() - start) / 1e6
writeSync(1, '\\n' + (what === 'bytes' ? bytes : ms))
process.exit()
`

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const [low = Number.NaN, high = low] = sorted.slice(
    (sorted.length - 1) >> 1,
    (sorted.length >> 1) + 1,
  )
  return (low + high) / 2
}
