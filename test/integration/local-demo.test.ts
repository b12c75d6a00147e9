import { expect, test } from 'vitest'
import type { DemoJson } from '../../infra/local/commands/demo/demo-json.ts'
import { lastLine, runCommand } from './local-command.ts'

test('the demo writes every record once, and nothing when all is delivered again', () => {
  const run = runCommand('demo', '--json')
  const result = lastLine(run) as DemoJson
  expect(run.stderr).toContain('Every record is in its table exactly once.')
  expect(run.stderr).toContain('✓ Table payments equals its topic, row by row')
  expect(run.stderr).toContain('✓ No container asked the schema registry twice for a schema')
  expect(run.stderr).toMatch(/The schema registry of payments: http:\/\/127\.0\.0\.1:\d+/)
  expect(run.exitCode).toBe(0)
  expect(result.delivered).toBe(result.written + result.repeated + result.filtered)
  const { songs = 0, orders = 0, payments = 0 } = result.tables
  expect(result.written).toBe(songs + orders + payments)
  expect(songs).toBe(1000)
  expect(payments).toBeGreaterThan(7800)
  expect(result.written + result.filtered).toBe(33_000)
  expect(result.repeated).toBeGreaterThanOrEqual(66_000)
  expect(result.ledgerRows).toBeGreaterThan(0)
  expect(result.recordsPerSecond).toBeGreaterThan(0)
})
