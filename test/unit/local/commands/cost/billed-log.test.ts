import { expect, it } from 'vitest'
import { readBilledLog } from '../../../../../infra/local/commands/cost/billed-log.ts'
import { UsageError } from '../../../../../infra/local/commands/usage-error.ts'

const sinkLine = (requestId: string, delivered: number) =>
  `2026-11-22T10:00:00 ${JSON.stringify({ level: 'info', requestId, delivered })}`

const reportLine = (requestId: string, ms: number) =>
  `2026-11-22T10:00:00 REPORT RequestId: ${requestId}\tDuration: ${ms - 0.5} ms\tBilled Duration: ${ms} ms\tMemory Size: 1769 MB`

it('fits what was billed to the records of the same request', () => {
  const lines = [100, 500, 1_000, 4_000].flatMap((records) => [
    sinkLine(`r${records}`, records),
    reportLine(`r${records}`, 20 + records / 100),
  ])
  const log = readBilledLog(['START RequestId: r1', ...lines, 'no JSON {', ''].join('\n'), 'x.log')
  expect(log).toMatchObject({ invocations: 4, records: 5_600 })
  expect(log.time.fixedMs).toBeCloseTo(20)
  expect(log.time.perRecordUs).toBeCloseTo(10)
  expect(log.time.perKilobyteUs).toBe(0)
})

it('reads reports of the JSON log format', () => {
  const report = {
    type: 'platform.report',
    record: { requestId: 'r1', metrics: { billedDurationMs: 42 } },
  }
  const log = readBilledLog(`${JSON.stringify(report)}\n${sinkLine('r1', 7)}`, 'x.log')
  expect(log.invocations).toBe(1)
  expect(log.time.fixedMs + log.time.perRecordUs * 0.007).toBeCloseTo(42)
})

it('leaves out requests without one of the two, and refuses a log without any', () => {
  const half = [sinkLine('r1', 5), reportLine('r2', 30)]
  expect(() => readBilledLog(half.join('\n'), 'x.log')).toThrow(UsageError)
  const whole = [...half, reportLine('r1', 10)].join('\n')
  expect(readBilledLog(whole, 'x.log').invocations).toBe(1)
})
