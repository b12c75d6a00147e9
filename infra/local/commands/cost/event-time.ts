import { timeOf } from './measured-time.ts'
import { MEASURED } from './measured-times.ts'
import type { CostRequest } from './workload.ts'

/** Memory that comes with one whole vCPU. Source: Lambda Developer Guide, "Configure Lambda function memory". */
export const WHOLE_CPU_MB = 1769

/**
 * Milliseconds that Lambda bills for an event of so many records. With less memory than comes with a vCPU the processor's time
 * grows in proportion; with more it stays, for one thread does the work.
 */
export function billedMs(
  { workload, setup, timing }: Pick<CostRequest, 'workload' | 'setup' | 'timing'>,
  records: number,
): number {
  const size = { records, valueBytes: records * workload.recordBytes }
  const slower = Math.max(1, WHOLE_CPU_MB / setup.memoryMb)
  const { cpu, waiting } = MEASURED.formats[workload.format]
  switch (timing.kind) {
    case 'measured':
      return timeOf(cpu, size) * slower + timeOf(waiting, size)
    case 'database':
      return timeOf(cpu, size) * slower + timing.databaseMs
    case 'billed':
      return timeOf(timing.time, size)
    default:
      return timing satisfies never
  }
}
