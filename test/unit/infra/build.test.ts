import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { bundleFunction } from '../../../infra/build/bundle-function.ts'
import { bundledFiles } from '../../../infra/build/bundled-files.ts'
import { measureImport } from '../../../infra/build/import-time.ts'
import { type BuiltFunction, writeBundle } from '../../../infra/build/write-bundle.ts'
import { zipFiles } from '../../../infra/build/zip-files.ts'
import { buildFunctions } from '../../../infra/build.ts'
import { zipEntries } from '../../support/zip-entries.ts'

// Two builds and a copy of the sources on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const source = join(import.meta.dirname, 'samples', 'lazy.ts')
let outFolder: string
let built: BuiltFunction

beforeAll(async () => {
  outFolder = await mkdtemp(join(tmpdir(), 'build-'))
  await mkdir(join(outFolder, 'lazy-chunks'))
  await writeFile(join(outFolder, 'lazy-chunks', 'STALE.js'), '')
  built = await writeBundle(await bundleFunction(source), outFolder)
})
afterAll(() => rm(outFolder, { recursive: true, force: true }))

test("a user's files lie beside the function by their names, and none are needed", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bundled-'))
  await mkdir(join(folder, 'a folder'))
  await writeFile(join(folder, 'singlestore_bundle.pem'), 'certificates')
  const files = await bundledFiles(folder)
  await rm(folder, { recursive: true })
  expect(new Map(files)).toEqual(
    new Map([['singlestore_bundle.pem', new TextEncoder().encode('certificates')]]),
  )
  expect(await bundledFiles(folder)).toEqual(new Map())
})

describe('a built function', () => {
  test('loads without its lazy part, whose named exports are there when it is needed', async () => {
    const { handler }: typeof import('./samples/lazy.ts') = await import(built.entry)
    await expect(handler({ secret: true })).resolves.toBe('eu-central-1')
  })

  test('keeps the names of its error classes', async () => {
    const { handler }: typeof import('./samples/lazy.ts') = await import(built.entry)
    await expect(handler({ secret: false })).rejects.toMatchObject({
      name: 'NamedError',
      message: 'function',
    })
  })

  test('reads at import the bytes it says, a fraction of the driver and nothing of the AWS SDK', async () => {
    const { bytesLoaded } = await measureImport(built.entry, 1)
    expect(bytesLoaded).toBe(built.loadedBytes)
    expect(bytesLoaded).toBeLessThan(400_000)
    expect(built.lazyBytes).toBeGreaterThan(100_000)
  })

  test('is packed whole, as an ES module, and gives the same package whenever it is built', async () => {
    const zip = unzipSync(await readFile(built.zip))
    const files = await readdir(outFolder, { recursive: true })
    expect(Object.keys(zip).toSorted()).toEqual(
      files.filter((file) => /\.js(on)?$/.test(file)).toSorted(),
    )
    expect(Buffer.from(zip['package.json'] ?? []).toString()).toBe('{"type":"module"}\n')

    const anotherFolder = await mkdtemp(join(tmpdir(), 'build-'))
    const again = await writeBundle(await bundleFunction(source), anotherFolder)
    await rm(anotherFolder, { recursive: true })
    expect(again.zipSha256).toBe(built.zipSha256)
  })

  test('leaves nothing of an earlier build beside it', async () => {
    expect(await readdir(join(outFolder, 'lazy-chunks'))).not.toContain('STALE.js')
  })
})

test('a zip depends on the files in it and on nothing else', () => {
  const files: readonly (readonly [string, Uint8Array])[] = [
    'sink.js',
    'a.pem',
    'ä.pem',
    '10',
    '9',
  ].map((path) => [path, new TextEncoder().encode(path)])
  const zip = zipFiles(new Map(files))
  expect(zipFiles(new Map(files.toReversed()))).toEqual(zip)
  expect(new Set(zipEntries(zip).map(({ mode }) => mode.toString(8)))).toEqual(new Set(['100644']))
  expect(
    zipEntries(zip)
      .map(({ path }) => path)
      .toSorted(),
  ).toEqual(files.map(([path]) => path).toSorted())
})

const projectFolder = join(import.meta.dirname, '..', '..', '..')

/** The packages that a build reads: those of the functions, and its own tools. */
async function packagesOfBuild(): Promise<readonly string[]> {
  interface Lock {
    readonly packages: Readonly<Record<string, { readonly dev?: true }>>
  }
  const text = await readFile(join(projectFolder, 'node_modules', '.package-lock.json'), 'utf8')
  const { packages }: Lock = JSON.parse(text)
  return Object.keys(packages).filter((path) =>
    packages[path]?.dev === true
      ? /node_modules\/(?:esbuild|@esbuild\/[^/]+|fflate)$/.test(path)
      : !/node_modules\/node-[^/]+$/.test(path),
  )
}

test('another checkout, in another place, time zone, language and umask, gives the same packages', async () => {
  const here = await mkdtemp(join(tmpdir(), 'here-'))
  const there = join(await mkdtemp(join(tmpdir(), 'there-')), 'a deeper', 'checkout')
  const shared = ['functions', 'lib', 'infra', 'bundled', 'package.json', 'tsconfig.json']
  for (const path of [...shared, ...(await packagesOfBuild())]) {
    await cp(join(projectFolder, path), join(there, path), { recursive: true }).catch(absent)
  }
  await utimes(join(there, 'functions', 'sink.ts'), 1_000_000_000, 1_000_000_000)
  const built = await buildFunctions({ outFolder: here })
  await promisify(execFile)(
    '/bin/sh',
    ['-c', 'umask 077; exec "$0" ../checkout/infra/build.ts', process.execPath],
    { cwd: there, env: { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } },
  )

  const differing: string[] = []
  for (const { name, zip } of built) {
    const another = await readFile(join(there, 'dist', `${name}.zip`))
    if (!another.equals(await readFile(zip))) differing.push(name)
  }
  expect(built.length).toBeGreaterThan(2)
  expect(differing).toEqual([])
  await rm(here, { recursive: true })
  await rm(join(there, '..', '..'), { recursive: true })
})

function absent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
