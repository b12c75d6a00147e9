import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleFunction } from '../../infra/build/bundle-function.ts'
import { writeBundle } from '../../infra/build/write-bundle.ts'
import { connectionEnvironment } from '../../infra/local/commands/scratch-database.ts'
import { startFunction } from '../../infra/local/lambda/function.ts'
import type { Diagnosis } from '../../lib/doctor/check.ts'
import { useDatabase } from '../support/database.ts'

const database = await useDatabase()

const folder = mkdtempSync(join(tmpdir(), 'doctor-function-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(async () => {
  const source = join(import.meta.dirname, '..', '..', 'functions', 'doctor.ts')
  await writeBundle(await bundleFunction(source), folder)
})

interface Answered {
  readonly diagnosis: Diagnosis
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  readonly text: string
}

/** What the built function answers and logs, started cold as Lambda does. */
async function visited(environment: Readonly<Record<string, string>>): Promise<Answered> {
  const logged: string[] = []
  const lambda = startFunction({
    modulePath: join(folder, 'doctor.js'),
    environment,
    timeoutMs: 60_000,
    onLog: (line) => logged.push(line),
  })
  try {
    const invocation = await lambda.invoke('{}')
    if (invocation.kind !== 'answered') throw new Error(`The doctor ${invocation.kind}.`)
    return {
      diagnosis: invocation.response as Diagnosis,
      lines: logged.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)),
      text: logged.join('\n'),
    }
  } finally {
    await lambda.close()
  }
}

const healthy = { ...connectionEnvironment(database, database.database), SINK_NAME: 'visited' }

test('a healthy sink: the diagnosis is the answer, and one line sums it up', async () => {
  const { diagnosis, lines, text } = await visited(healthy)
  expect(diagnosis.healthy).toBe(true)
  expect(lines).toMatchObject([{ level: 'info', sink: 'visited', healthy: true, failed: 0 }])
  expect(`${text}${JSON.stringify(diagnosis)}`).not.toContain(database.password)
})

test('a configuration that cannot be read is a failed check, not a crash', async () => {
  const { SINK_NAME: _, ...nameless } = healthy
  const { diagnosis, lines } = await visited({ ...nameless, SINK_UPSRET: 'true' })
  expect(diagnosis.checks[0]).toMatchObject({ name: 'Configuration', outcome: 'failed' })
  expect(diagnosis.checks[0]?.found).toMatch(/SINK_UPSERT.*SINK_NAME|SINK_NAME.*SINK_UPSERT/)
  expect(lines[0]).toMatchObject({
    level: 'error',
    message: expect.stringContaining('Configuration: '),
    check: 'Configuration',
    requestId: expect.any(String),
  })
})

test('each failed check is a line of its own with its mend, and the answer says unhealthy', async () => {
  const { diagnosis, lines, text } = await visited({
    ...healthy,
    SINGLESTORE_PASSWORD: 'wrong-one',
  })
  const failed = diagnosis.checks.filter(({ outcome }) => outcome === 'failed')
  expect(failed.length).toBeGreaterThan(0)
  const errors = lines.filter(({ level }) => level === 'error')
  expect(errors.map(({ check, mend }) => ({ name: check, mend }))).toEqual(
    failed.map(({ name, mend }) => ({ name, mend })),
  )
  expect(diagnosis.healthy).toBe(false)
  expect(`${text}${JSON.stringify(diagnosis)}`).not.toContain('wrong-one')
})
