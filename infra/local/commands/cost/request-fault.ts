import { UsageError } from '../usage-error.ts'
import { fullestEvent } from './fullest-event.ts'
import type { CostRequest } from './workload.ts'

/** @throws UsageError where no event can be made of the request's records */
export function demandPossible({ workload, setup }: CostRequest): void {
  const { recordBytes, partitions } = workload
  if (fullestEvent(setup.batchSize, recordBytes, partitions) > 0) return
  throw new UsageError(
    `--bytes: a record of ${recordBytes} bytes fits into no event; in base64, 6 MB hold about 4 700 000.`,
  )
}
