import { glob, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measureImport } from '../../../infra/build/import-time.ts'
import type { BuiltFunction } from '../../../infra/build/write-bundle.ts'
import { buildFunctions } from '../../../infra/build.ts'

let outFolder: string
let built: readonly BuiltFunction[]
const lines: string[] = []

beforeAll(async () => {
  outFolder = await mkdtemp(join(tmpdir(), 'functions-'))
  built = await buildFunctions({ outFolder, progress: (line) => lines.push(line) })
})
afterAll(() => rm(outFolder, { recursive: true, force: true }))

describe('the functions as they are deployed', () => {
  test('are built each, and told of', () => {
    expect(built.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['doctor', 'ledger', 'redrive', 'sink']),
    )
    expect(lines).toHaveLength(built.length)
    expect(built.map(({ name }) => name)).not.toContain('transform')
  })

  test('load at most 1 MB at a cold start, and nothing of the AWS SDK while there is no secret', async () => {
    const sink = built.find(({ name }) => name === 'sink')
    const { bytesLoaded } = await measureImport(sink?.entry ?? '', 1, {
      SINK_NAME: 'test',
      SINGLESTORE_ENDPOINT: 'localhost:3306',
      SINGLESTORE_DATABASE: 'test',
      SINGLESTORE_PASSWORD: 'test',
    })
    expect(bytesLoaded).toBe(sink?.loadedBytes)
    expect(bytesLoaded).toBeLessThanOrEqual(1_000_000)
    expect(sink?.lazyBytes).toBeGreaterThan(100_000)
  })

  test.each(['sink', 'redrive'])(
    'the %s reads formats and registries of others only when it meets them',
    (name) => {
      const it = built.find((one) => one.name === name)
      const late = ['@aws-sdk/client-glue', '@aws-sdk/client-secrets-manager', 'avsc', 'protobufjs']
      expect(it?.lazyPackages).toEqual(expect.arrayContaining(late))
      expect(it?.loadedPackages.filter((loaded) => late.includes(loaded))).toEqual([])
      expect(it?.loadedPackages.filter((loaded) => /^@(?:aws-sdk|smithy)/.test(loaded))).toEqual([])
      expect(it?.loadedPackages).toContain('mysql2')
    },
  )

  test("the doctor's questions to Lambda are its own, and it asks AWS only when it must", () => {
    const client = '@aws-sdk/client-lambda'
    const doctor = built.find(({ name }) => name === 'doctor')
    expect(doctor?.lazyPackages).toContain(client)
    expect(doctor?.loadedPackages.filter((loaded) => /^@(?:aws-sdk|smithy)/.test(loaded))).toEqual(
      [],
    )
    for (const { name, loadedPackages, lazyPackages } of built) {
      if (name !== 'doctor') expect([...loadedPackages, ...lazyPackages]).not.toContain(client)
    }
  })

  test('read one file beside their entry at a cold start', async () => {
    for (const { entry } of built) {
      const text = await readFile(entry, 'utf8')
      const chunks = [...text.matchAll(/(?:from|import)\s*"(\.\/\w+-chunks\/\w+\.js)"/g)]
      expect(new Set(chunks.map(([, path]) => path)).size).toBe(1)
    }
  })

  test('name every error after its class', async () => {
    const names: string[] = []
    for await (const file of glob('**/*.js', { cwd: outFolder })) {
      const text = await readFile(join(outFolder, file), 'utf8')
      const found = text.matchAll(/(\w+)\s*=\s*class(?:\s+\w+)?\s+extends\s+\w*Error\b/g)
      names.push(...[...found].flatMap(([, name]) => name ?? []))
    }
    expect(names).toEqual(
      expect.arrayContaining(['ConfigError', 'EventError', 'RecordError', 'StoreError']),
    )
    // What collides with another name gets a number.
    expect(names.filter((name) => /\d$/.test(name))).toEqual([])
  })
})
