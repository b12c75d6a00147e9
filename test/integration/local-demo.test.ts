import { expect, test } from 'vitest'
import type { DemoJson } from '../../infra/local/commands/demo/demo-json.ts'
import { lastLine, runCommand } from './local-command.ts'

test('the demo writes every record once, and nothing when all is delivered again', () => {
  const run = runCommand('demo', '--json')
  const result = lastLine(run) as DemoJson
  expect(run.stderr).toContain('Every record is in its table exactly once.')
  expect(run.exitCode).toBe(0)
  expect(result.delivered).toBe(result.written + result.repeated + result.filtered)
  expect(result.written).toBe((result.tables.songs ?? 0) + (result.tables.orders ?? 0))
  expect(result.tables.songs).toBe(1000)
  expect(result.written + result.filtered).toBe(25_000)
  expect(result.repeated).toBeGreaterThanOrEqual(50_000)
  expect(result.ledgerRows).toBeGreaterThan(0)
  expect(result.recordsPerSecond).toBeGreaterThan(0)
})
