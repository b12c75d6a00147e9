import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measureImport } from '../../../infra/build/import-time.ts'

let folder: string
const module = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('measuring an import', () => {
  test('counts what is loaded at once, statically or by require, and not what may be loaded later', async () => {
    await module('static.mjs', 'export const a = 1')
    await module('required.cjs', 'exports.b = 2; process.stdout.write("loading\\n")')
    await module('lazy.mjs', 'export const c = 3')
    const entry = await module(
      'entry.mjs',
      `import { createRequire } from 'node:module'
import { a } from './static.mjs'
export const b = a + createRequire(import.meta.url)('./required.cjs').b
export const later = () => import('./lazy.mjs')`,
    )
    const { bytesLoaded } = await measureImport(entry, 1)
    expect(bytesLoaded).toBe(
      [await read('entry.mjs'), await read('static.mjs'), await read('required.cjs')].join('')
        .length,
    )
  })

  test('sees the time that a module takes, over what an empty one takes', async () => {
    const entry = await module(
      'slow.mjs',
      'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60)',
    )
    const { medianMs, emptyMedianMs } = await measureImport(entry, 3)
    expect(medianMs).toBeGreaterThan(50)
    expect(emptyMedianMs).toBeGreaterThan(0)
  })

  test('gives the module the environment it is told, and no other', async () => {
    const entry = await module(
      'environment.mjs',
      `if (process.env.NAME !== 'value' || process.env.HOME) throw new Error('another environment')`,
    )
    await expect(measureImport(entry, 1, { NAME: 'value' })).resolves.toBeDefined()
    await expect(measureImport(entry, 1)).rejects.toThrow('another environment')
  })
})

function read(name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8')
}
