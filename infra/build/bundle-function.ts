import { basename, join, relative } from 'node:path'
import type { BuildOptions, Metafile } from 'esbuild'
import { build } from 'esbuild'
import { bundledFiles } from './bundled-files.ts'
import { gatherShared } from './gather-shared.ts'
import { trimMysql2 } from './trim-mysql2.ts'

/** One function as files, ready to be written or zipped. */
export interface Bundle {
  readonly name: string
  /** Path below the output folder → contents: `<name>.js`, its chunks, the `package.json` that makes them modules, the user's files. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** What a cold start loads: the entry and every chunk it imports statically. */
  readonly loadedBytes: number
  /** What only a dynamic `import()` loads. */
  readonly lazyBytes: number
  /** The packages that these bytes come from, by name. */
  readonly loadedPackages: readonly string[]
  readonly lazyPackages: readonly string[]
}

/**
 * Bundles one function into ES modules for Node 24; throws esbuild's failure, whose message names file and line.
 *
 * @param entry absolute path of the function's source; its name without `.ts` becomes the function's name
 */
export async function bundleFunction(entry: string): Promise<Bundle> {
  const name = basename(entry, '.ts')
  const once = {
    ...options,
    entryPoints: { [name]: entry },
    chunkNames: `${name}-chunks/[hash]`,
  }
  const scattered = await build(once)
  const gather = gatherShared(scattered.metafile, entry, projectFolder)
  const { outputFiles, metafile } = await build({ ...once, plugins: [...once.plugins, gather] })

  const files = new Map(await bundledFiles(join(projectFolder, 'bundled')))
  for (const { path, contents } of outputFiles) files.set(relative(outFolder, path), contents)
  files.set('package.json', new TextEncoder().encode('{"type":"module"}\n'))

  return { name, files, ...outputContents(metafile, name) }
}

const projectFolder = join(import.meta.dirname, '..', '..')
const outFolder = join(projectFolder, 'dist')

const options = {
  // The names of chunks are hashes that cover the paths of their sources, seen from here: another checkout must get the
  // same ones.
  absWorkingDir: projectFolder,
  outdir: outFolder,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // Errors are named after their classes, and a stack in the log is read without a source map; `keepNames` would take
  // milliseconds of every cold start to give back the names that shorter identifiers lose.
  minifyWhitespace: true,
  minifySyntax: true,
  // Node prints the line that an uncaught error comes from: not the whole bundle, then.
  lineLimit: 160,
  // A dynamic `import()` becomes a chunk of its own, which a cold start reads only when it gets there.
  splitting: true,
  // esbuild's default for Node takes CommonJS first, of which a dynamic import() sees no named export; as ES modules, the
  // AWS SDK is also a fifth smaller and loads faster.
  mainFields: ['module', 'main'],
  // mysql2 is CommonJS and requires Node's own modules, for which an ES module has no `require`.
  banner: {
    js: "import{createRequire as createRequireHere}from'node:module';const require=createRequireHere(import.meta.url);",
  },
  plugins: [trimMysql2],
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions

type Contents = Pick<Bundle, 'loadedBytes' | 'lazyBytes' | 'loadedPackages' | 'lazyPackages'>

function outputContents(metafile: Metafile, name: string): Contents {
  const outputs = new Map(Object.entries(metafile.outputs))
  const loaded = new Set<string>()
  const visit = (path: string): void => {
    const output = outputs.get(path)
    if (output === undefined || loaded.has(path)) return
    loaded.add(path)
    for (const { kind, path: imported } of output.imports) {
      if (kind === 'import-statement') visit(imported)
    }
  }
  for (const path of outputs.keys()) if (path.endsWith(`/${name}.js`)) visit(path)

  let loadedBytes = 0
  let lazyBytes = 0
  const loadedPackages = new Set<string>()
  const lazyPackages = new Set<string>()
  for (const [path, { bytes, inputs }] of outputs) {
    if (loaded.has(path)) loadedBytes += bytes
    else lazyBytes += bytes
    for (const input of Object.keys(inputs)) {
      const from = packageOf(input)
      if (from !== null) (loaded.has(path) ? loadedPackages : lazyPackages).add(from)
    }
  }
  return {
    loadedBytes,
    lazyBytes,
    loadedPackages: [...loadedPackages].toSorted(),
    lazyPackages: [...lazyPackages].toSorted(),
  }
}

/** The package that a source belongs to; null for the project's own. */
function packageOf(input: string): string | null {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? null
}
