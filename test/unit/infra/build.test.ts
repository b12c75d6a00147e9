import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleFunction } from '../../../infra/build/bundle-function.ts'
import { bundledFiles } from '../../../infra/build/bundled-files.ts'
import { measureImport } from '../../../infra/build/import-time.ts'
import { type BuiltFunction, writeBundle } from '../../../infra/build/write-bundle.ts'

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
