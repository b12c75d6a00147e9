import type { Invocation } from '../lambda/invocation.ts'
import type { ConsumerGroup, Settlement } from './consumer-group.ts'
import type { Delivery } from './delivery.ts'

export interface GroupHooks {
  /** Before the function is invoked; the delivery waits for it. */
  beforeInvoke?(delivery: Delivery): void | Promise<void>
  /** After an outcome has been taken in; the next delivery does not wait for it. */
  afterOutcome?(delivery: Delivery, invocation: Invocation, settlement: Settlement): void
}

export interface RunOptions {
  /** Runs the function on the delivery's event. */
  invoke(delivery: Delivery): Promise<Invocation>
  readonly hooks?: GroupHooks
  /** How many containers get the delivery at the same time; the first one's outcome counts. Default 1. */
  copies?(delivery: Delivery): number
  /** No further delivery once aborted; what is under way is settled. */
  readonly signal?: AbortSignal
}
