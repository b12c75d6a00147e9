import type { DeliveryReason } from './delivery.ts'
import type { PolledRecord } from './topic-log.ts'

/** Records that make up one event, now or once what stands before them is done with. */
export interface Part {
  readonly records: readonly PolledRecord[]
  /** Which delivery it will be; 1 for the first. */
  readonly attempt: number
  readonly reason: DeliveryReason
  /** Whether its event has `records` and nothing else. */
  readonly bare: boolean
  /** The event's JSON; null until it is needed. */
  readonly event: string | null
}
