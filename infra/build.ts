import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { bundleFunction } from './build/bundle-function.ts'
import { type BuiltFunction, writeBundle } from './build/write-bundle.ts'

/**
 * Bundles and zips every function in `functions/`.
 *
 * @param options.outFolder absolute; `dist` beside `functions` unless told
 * @param options.progress told one line per function built
 * @throws Error when there is no function to build, or esbuild's own failure, which names file and line
 */
export async function buildFunctions(
  options: { readonly outFolder?: string; readonly progress?: (line: string) => void } = {},
): Promise<readonly BuiltFunction[]> {
  const outFolder = options.outFolder ?? join(projectFolder, 'dist')
  const built: BuiltFunction[] = []
  for (const source of await functionSources()) {
    const written = await writeBundle(await bundleFunction(source), outFolder)
    options.progress?.(describe(written))
    built.push(written)
  }
  return built
}

const projectFolder = dirname(import.meta.dirname)

/** The user's own, a part of the functions that write. */
const TRANSFORM = 'transform.ts'

async function functionSources(): Promise<readonly string[]> {
  const folder = join(projectFolder, 'functions')
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.ts') && name !== TRANSFORM)
    .toSorted()
  if (names.length === 0) throw new Error(`${folder} holds no function (*.ts) to build`)
  return names.map((name) => join(folder, name))
}

function describe({ name, loadedBytes, lazyBytes, zipBytes }: BuiltFunction): string {
  return `${name}: ${loadedBytes} bytes at a cold start, ${lazyBytes} when needed, zip ${zipBytes}`
}

if (import.meta.main) {
  try {
    await buildFunctions({ progress: (line) => process.stdout.write(`${line}\n`) })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
