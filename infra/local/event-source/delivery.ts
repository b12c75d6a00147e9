import type { PolledRecord } from './topic-log.ts'

/** One event that the function is to be invoked with. */
export interface Delivery {
  /** Counts up over a consumer group. */
  readonly id: number
  /** Which member of the group delivers. */
  readonly poller: number
  readonly records: readonly PolledRecord[]
  /** The event's JSON. */
  readonly event: string
  /** 1 for the first; a half has the number of the whole, what remains after a partial response the next. */
  readonly attempt: number
  readonly reason: DeliveryReason
}

/** Fresh from the log, whole again after a failure, half of a failed batch, or what a partial response left. */
export type DeliveryReason = 'polled' | 'retried' | 'halved' | 'remainder'
