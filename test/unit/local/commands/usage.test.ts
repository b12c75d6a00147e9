import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { usage as chaos } from '../../../../infra/local/chaos/parse-arguments.ts'
import { usage as doctor } from '../../../../infra/local/commands/doctor/parse-arguments.ts'
import { usage as plan } from '../../../../infra/local/commands/plan/parse-arguments.ts'
import { usage as attempt } from '../../../../infra/local/commands/try/parse-arguments.ts'

const usages = { chaos, doctor, plan, try: attempt }

test.each(Object.entries(usages))('the usage of %s fits into 80 cells', (_, usage) => {
  expect(usage.split('\n').filter((line) => line.length > 80)).toEqual([])
})

test.each(Object.entries(usages))(
  '%s --help prints it on standard output, and succeeds',
  (name, usage) => {
    const script = new URL(`../../../../infra/local/${name}.ts`, import.meta.url).pathname
    const run = spawnSync(process.execPath, [script, '--help'], { encoding: 'utf8' })
    expect(run).toMatchObject({ status: 0, stdout: `${usage}\n` })
  },
)

test('demo --help succeeds, too', () => {
  const script = new URL('../../../../infra/local/demo.ts', import.meta.url).pathname
  const run = spawnSync(process.execPath, [script, '--help'], { encoding: 'utf8' })
  expect(run).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: npm run demo/) })
})

test('plan names every way to give properties', () => {
  expect(plan).toMatch(/SINK_PROPERTIES /)
  expect(plan).toContain('SINK_PROPERTIES_FILE')
})
