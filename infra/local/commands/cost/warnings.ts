import { count, dollars } from './amount.ts'
import { leastMemoryMb } from './event-memory.ts'
import { billedMs } from './event-time.ts'
import type { Flow } from './flow.ts'
import { keepsUp } from './keeps-up.ts'
import type { CostRequest } from './workload.ts'

interface Found {
  readonly request: CostRequest
  readonly flow: Flow
  /** US dollars in a month. */
  readonly total: number
  readonly mskConnect: { readonly total: number }
}

/** Half of the timeout is left to retries. */
const TIMEOUT_SHARE = 0.5

/** What is wrong with the setup, or better elsewhere. */
export function warningsOf(found: Found): readonly string[] {
  return [...rateWarnings(found), ...limitWarnings(found), ...comparison(found)]
}

function rateWarnings({ request: { workload, setup }, flow }: Found): string[] {
  if (keepsUp({ request: { workload }, flow })) return []
  const most = count(flow.mostRecordsPerSecond)
  const limits =
    setup.polling.mode === 'on-demand'
      ? 'more partitions'
      : 'more partitions, or more pollers (maximum-pollers)'
  return [
    `It cannot keep up: ${workload.partitions} partitions in each of ${workload.topics} topics let ${most} of ${count(workload.recordsPerSecond)} records per second through, and the lag grows. The bill is of what gets through. It takes ${limits}.`,
  ]
}

function limitWarnings({ request, flow }: Found): string[] {
  const { workload, setup } = request
  const longestMs = billedMs(request, flow.fullest)
  const least = leastMemoryMb(workload.format)
  return [
    ...(longestMs > setup.timeoutSeconds * 1000 * TIMEOUT_SHARE
      ? [
          `The fullest event takes ${count(longestMs / 1000)} s, more than half of the timeout of ${setup.timeoutSeconds} s: it leaves too little for retries.`,
        ]
      : []),
    ...(setup.memoryMb < least
      ? [
          `--memory-mb ${setup.memoryMb} is less than the ${count(least)} MB that the fullest events took where memory was plenty, with a reserve of half: garbage would be collected more often.`,
        ]
      : []),
  ]
}

function comparison({ request, flow, total, mskConnect }: Found): string[] {
  if (!keepsUp({ request, flow }) || mskConnect.total >= total) return []
  return [
    `MSK Connect is cheaper by ${dollars(total - mskConnect.total)} a month, as far as its lines are known: its own log, metrics and alarms are left out there.`,
  ]
}
