import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Bundle } from './bundle-function.ts'
import { zipFiles } from './zip-files.ts'

/** One Lambda function as it lies in the output folder, ready to run and to deploy. */
export interface BuiltFunction {
  readonly name: string
  /** Absolute path of the bundle's entry, an ES module that exports `handler`. */
  readonly entry: string
  /** Absolute path of the deployment package. */
  readonly zip: string
  /** Bytes that a cold start loads; the rest is loaded only when it is needed. */
  readonly loadedBytes: number
  readonly lazyBytes: number
  readonly loadedPackages: readonly string[]
  readonly lazyPackages: readonly string[]
  readonly zipBytes: number
  /** SHA-256 of the deployment package, hexadecimal: equal for equal sources. */
  readonly zipSha256: string
}

/** Writes a bundle and its zip below `outFolder`, and removes the chunks that an earlier build left there. */
export async function writeBundle(bundle: Bundle, outFolder: string): Promise<BuiltFunction> {
  const { name, files, ...contents } = bundle
  const zip = zipFiles(files)
  const zipPath = join(outFolder, `${name}.zip`)
  for (const [path, bytes] of files) await replaceFile(join(outFolder, path), bytes)
  await replaceFile(zipPath, zip)
  await removeStaleChunks(bundle, outFolder)
  return {
    name,
    entry: join(outFolder, `${name}.js`),
    zip: zipPath,
    ...contents,
    zipBytes: zip.byteLength,
    zipSha256: createHash('sha256').update(zip).digest('hex'),
  }
}

/** Renames into place: a function that starts while a build runs must never read half a file. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, bytes)
  await rename(unfinished, path)
}

async function removeStaleChunks({ name, files }: Bundle, outFolder: string): Promise<void> {
  const folder = `${name}-chunks`
  const present = await readdir(join(outFolder, folder)).catch(() => [])
  const stale = present.filter((file) => !files.has(`${folder}/${file}`))
  await Promise.all(stale.map((file) => rm(join(outFolder, folder, file), { force: true })))
}
