import { expect, test } from 'vitest'
import type { ChaosJson } from '../../infra/local/chaos/report/chaos-json.ts'
import { lastLine, runCommand } from './local-command.ts'

test('the command tells what was done, and that nothing is lost or there twice, in one line of JSON', () => {
  const run = runCommand('chaos', '--records', '3000', '--seed', '20', '--json')
  const result = lastLine(run) as ChaosJson
  expect(run.exitCode).toBe(0)
  expect(run.stderr).toContain('Seed 20')
  expect(run.stderr).toContain('Every one of 3,000 offsets is exactly one of')
  expect(result).toMatchObject({ records: 3_000, lost: 0, duplicated: 0, uncovered: 0, seed: 20 })
  expect(result.written + result.filtered + result.deadLettered).toBe(3_000)
  expect(Object.keys(result.faults).length).toBeGreaterThan(3)
  expect(result.invocations).toBeGreaterThan(10)
  expect(result.seconds).toBeGreaterThan(0)
})

test('misuse is told from a broken promise', () => {
  const run = runCommand('chaos', '--records', 'many')
  expect(run.exitCode).toBe(2)
  expect(run.stdout).not.toContain('{')
  expect(run.stderr).toContain('--records takes a whole number')
})
