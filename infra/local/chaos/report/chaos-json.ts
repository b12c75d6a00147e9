import type { FindingKind } from '../check/finding.ts'
import type { FaultKind } from '../faults/fault-kind.ts'
import type { ChaosReport } from '../run-chaos.ts'

/** The result of `chaos --json`. */
export interface ChaosJson {
  readonly records: number
  readonly written: number
  readonly filtered: number
  readonly deadLettered: number
  readonly invocations: number
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>
  readonly lost: number
  readonly duplicated: number
  readonly uncovered: number
  readonly seconds: number
  readonly seed: number
}

export function chaosJson({ topics, faults, invocations, seconds, seed }: ChaosReport): ChaosJson {
  const total = (name: 'records' | 'written' | 'filtered' | 'deadLettered'): number =>
    topics.reduce((sum, topic) => sum + topic[name], 0)
  const findings = topics.flatMap((topic) => topic.findings)
  const found = (kind: FindingKind): number => findings.filter((one) => one.kind === kind).length
  return {
    records: total('records'),
    written: total('written'),
    filtered: total('filtered'),
    deadLettered: total('deadLettered'),
    invocations,
    faults,
    lost: found('lost'),
    duplicated: found('duplicated'),
    uncovered: found('uncovered'),
    seconds: Math.round(seconds * 10) / 10,
    seed,
  }
}

/** Whether every offset is exactly one of written, filtered and dead-lettered. */
export function held({ lost, duplicated, uncovered }: ChaosJson): boolean {
  return lost + duplicated + uncovered === 0
}
