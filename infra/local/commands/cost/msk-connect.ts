import { dataLines } from './bill.ts'
import { billedMs } from './event-time.ts'
import { fullestEvent } from './fullest-event.ts'
import { type Line, lineOf } from './line.ts'
import type { Prices } from './prices.ts'
import type { CostRequest } from './workload.ts'

/** A worker is added where the others are busier: the upper end of what MSK Connect scales by. */
const BUSIEST = 0.8

/** What SingleStore's connector costs on MSK Connect, workers of one unit each, scaled to the rate. */
export interface MskConnect {
  /** One at least. */
  readonly workers: number
  readonly recordsPerSecondEach: number
  readonly lines: readonly Line[]
}

export function mskConnectOf(request: CostRequest, prices: Prices): MskConnect {
  const { recordsPerSecond } = request.workload
  const each = request.connectRecordsPerSecond ?? recordsOfOneCpu(request)
  const workers = Math.max(1, Math.ceil(recordsPerSecond / (each * BUSIEST)))
  return {
    workers,
    recordsPerSecondEach: each,
    lines: [
      lineOf(prices, 'MSK Connect: workers', 'connectUnitHour', workers * request.hoursPerMonth),
      ...dataLines(request, { recordsPerSecond }, prices),
    ],
  }
}

/** A unit of MSK Connect has one vCPU; it is taken to write as fast as the sink does with one, in events as full as can be. */
function recordsOfOneCpu({ workload, setup, timing }: CostRequest): number {
  const records = fullestEvent(10_000, workload.recordBytes, workload.partitions)
  const whole = { ...setup, memoryMb: Math.max(setup.memoryMb, 1769) }
  return (records * 1000) / billedMs({ workload, setup: whole, timing }, records)
}
