import type { PlanResult } from './run-plan.ts'

/** 0: nothing would change; 2: a table would be created or altered; 1: something would fail. */
export type PlanExitCode = 0 | 1 | 2

/** A bad record that is kept as a dead letter is no failure: the sink is told to do that. */
export function planExitCode({ events, tables, ownTables }: PlanResult): PlanExitCode {
  const all = [...tables, ...ownTables]
  const stops = events.some(
    ({ fault, bad }) => fault !== null || bad.some(({ becomes }) => becomes === 'stop'),
  )
  if (stops || all.some(({ verdict }) => verdict === 'fails')) return 1
  return all.some(({ statements }) => statements.length > 0) ? 2 : 0
}
