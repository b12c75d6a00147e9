import { billedMs } from './event-time.ts'
import { fullestEvent } from './fullest-event.ts'
import type { CostRequest } from './workload.ts'

/** What one poller takes. Source: Lambda Developer Guide, "Apache Kafka event poller scaling modes". */
const POLLER_BYTES_PER_SECOND = 5e6
const POLLER_INVOCATIONS = 5

/** How the records of all topics reach the function. */
export interface Flow {
  /** What gets through: the workload's rate, or less where the setup cannot keep up. */
  readonly recordsPerSecond: number
  /** The most that would get through. */
  readonly mostRecordsPerSecond: number
  /** Of all topics. */
  readonly pollers: number
  /** Of an event, on average. */
  readonly records: number
  /** The most that an event may hold. */
  readonly fullest: number
  readonly eventsPerSecond: number
  readonly billedMs: number
  /** Invocations under way at a time. */
  readonly concurrent: number
}

/** Topics share the rate evenly, and each has pollers of its own number. */
export function flowOf(request: CostRequest): Flow {
  const { workload, setup } = request
  const { topics, partitions, recordBytes } = workload
  const { least, most } = pollerRange(request)
  const fullest = fullestEvent(setup.batchSize, recordBytes, partitions)
  const capacity = (pollers: number) => {
    const byInvocations = (lanes(pollers, partitions) * fullest * 1000) / billedMs(request, fullest)
    return Math.min(byInvocations, (pollers * POLLER_BYTES_PER_SECOND) / recordBytes)
  }
  const wanted = workload.recordsPerSecond / topics
  let pollers = least
  while (pollers < most && capacity(pollers) < wanted) pollers += 1
  const rate = Math.min(wanted, capacity(pollers))
  const records = recordsPerEvent(request, { rate, pollers, fullest })
  const eventsPerSecond = (rate / records) * topics
  const ms = billedMs(request, records)
  return {
    recordsPerSecond: rate * topics,
    mostRecordsPerSecond: capacity(most) * topics,
    pollers: pollers * topics,
    records,
    fullest,
    eventsPerSecond,
    billedMs: ms,
    concurrent: (eventsPerSecond * ms) / 1000,
  }
}

/** A poller gathers for one window; where invocations are all under way, records gather until one is free. */
function recordsPerEvent(
  request: CostRequest,
  {
    rate,
    pollers,
    fullest,
  }: { readonly rate: number; readonly pollers: number; readonly fullest: number },
): number {
  const { windowSeconds } = request.setup
  const gathered = Math.min(fullest, Math.max(1, (rate / pollers) * windowSeconds))
  const free = lanes(pollers, request.workload.partitions)
  const busy = (records: number) => (rate / records) * (billedMs(request, records) / 1000)
  if (busy(gathered) <= free) return gathered
  let low = gathered
  let high = fullest
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2
    if (busy(middle) > free) low = middle
    else high = middle
  }
  return high
}

const HALVINGS = 40

/** Invocations at a time: a partition is in one only. */
function lanes(pollers: number, partitions: number): number {
  return Math.min(partitions, pollers * POLLER_INVOCATIONS)
}

/** Of one topic: never more than it has partitions. */
function pollerRange({ workload: { partitions }, setup: { polling } }: CostRequest) {
  if (polling.mode === 'on-demand') return { least: 1, most: partitions }
  return {
    least: Math.min(polling.minimumPollers, partitions),
    most: Math.min(polling.maximumPollers, partitions),
  }
}
