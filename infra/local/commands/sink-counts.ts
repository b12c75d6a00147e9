import type { Invocation } from '../lambda/invocation.ts'
import { logFacts } from './log-facts.ts'

/** Records, as the sink counts them; delivered = written + repeated + filtered + deadLettered where nothing failed. */
export interface SinkCounts {
  readonly delivered: number
  readonly written: number
  readonly repeated: number
  readonly filtered: number
  readonly deadLettered: number
}

export const noCounts: SinkCounts = {
  delivered: 0,
  written: 0,
  repeated: 0,
  filtered: 0,
  deadLettered: 0,
}

/** Reads the counts from the line that the sink logs for an invocation; null where there is none. */
export function countsOf({ log }: Pick<Invocation, 'log'>): SinkCounts | null {
  for (const line of log.toReversed()) {
    const counts = parseLine(line)
    if (counts !== null) return counts
  }
  return null
}

export function addCounts(a: SinkCounts, b: SinkCounts): SinkCounts {
  return {
    delivered: a.delivered + b.delivered,
    written: a.written + b.written,
    repeated: a.repeated + b.repeated,
    filtered: a.filtered + b.filtered,
    deadLettered: a.deadLettered + b.deadLettered,
  }
}

function parseLine(line: string): SinkCounts | null {
  const { outcome, delivered, written, repeated, filtered, deadLettered } = logFacts(line) ?? {}
  if (typeof outcome !== 'string' || typeof delivered !== 'number') return null
  return {
    delivered,
    written: Number(written),
    repeated: Number(repeated),
    filtered: Number(filtered),
    deadLettered: Number(deadLettered),
  }
}
