import { expect, test } from 'vitest'
import type { Finding, FindingKind } from '../../../../infra/local/chaos/check/finding.ts'
import { chaosJson, held } from '../../../../infra/local/chaos/report/chaos-json.ts'
import type { ChaosReport } from '../../../../infra/local/chaos/run-chaos.ts'

const finding = (kind: FindingKind): Finding => ({
  kind,
  topic: 'orders',
  partition: 0,
  offset: 1,
  why: 'because',
})

function report(...findings: readonly Finding[]): ChaosReport {
  const counts = { written: 5, filtered: 2, deadLettered: 1, ranges: 3 }
  return {
    seed: 9,
    invocations: 12,
    seconds: 3.456,
    faults: { 'kill -9': 4 },
    topics: [
      { topic: 'orders', sinkName: 'a', records: 8, ...counts, findings },
      { topic: 'songs', sinkName: 'b', records: 8, ...counts, findings: [] },
    ],
  }
}

test('the line of JSON adds the topics up', () => {
  expect(chaosJson(report())).toEqual({
    records: 16,
    written: 10,
    filtered: 4,
    deadLettered: 2,
    invocations: 12,
    faults: { 'kill -9': 4 },
    lost: 0,
    duplicated: 0,
    uncovered: 0,
    seconds: 3.5,
    seed: 9,
  })
})

test.each(['lost', 'duplicated', 'uncovered'] as const)(
  'one offset that is %s breaks the promise',
  (kind) => {
    expect(held(chaosJson(report()))).toBe(true)
    const broken = chaosJson(report(finding(kind)))
    expect(broken[kind]).toBe(1)
    expect(held(broken)).toBe(false)
  },
)
