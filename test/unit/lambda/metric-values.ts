import type { MetricValues } from '../../../lib/lambda/embedded-metrics.ts'

/** Numbers of an invocation; each another one, so that none is taken for another. */
export const metricValues: MetricValues = {
  delivered: 15,
  written: 3,
  filtered: 1,
  repeated: 2,
  deadLettered: 4,
  held: 5,
  retries: 6,
  ledgerConflicts: 7,
  tablesCreated: 8,
  columnsAdded: 9,
  breakerOpen: 1,
  loadedBytes: 1_000,
  durationMs: 41.5,
  loadMs: 30,
  commitMs: 10,
  ageMs: 2_500,
}
