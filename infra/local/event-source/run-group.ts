import type { Invocation } from '../lambda/invocation.ts'
import type { ConsumerGroup, Settlement } from './consumer-group.ts'
import type { Delivery } from './delivery.ts'

export interface GroupHooks {
  /** Before the function is invoked; the delivery waits for it. */
  beforeInvoke?(delivery: Delivery): void | Promise<void>
  /** After an outcome has been taken in. */
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

/**
 * Delivers until everything is settled and every invocation has ended, those that the group has abandoned included.
 *
 * The group may be rebalanced, updated and made to abandon deliveries meanwhile. What `invoke` and the hooks throw ends the
 * run, after the invocations under way.
 */
export async function runGroup(
  group: ConsumerGroup,
  { invoke, hooks = {}, copies = () => 1, signal }: RunOptions,
): Promise<void> {
  const running = new Set<Promise<unknown>>()
  const thrown: unknown[] = []

  async function deliver(delivery: Delivery): Promise<void> {
    await hooks.beforeInvoke?.(delivery)
    const first = invoke(delivery)
    for (let others = copies(delivery) - 1; others > 0; others--) track(invoke(delivery))
    const invocation = await first
    const settlement = group.settle(delivery, invocation)
    hooks.afterOutcome?.(delivery, invocation, settlement)
  }

  function track(work: Promise<unknown>): void {
    const tracked = work
      .catch((error: unknown) => {
        thrown.push(error)
      })
      .finally(() => running.delete(tracked))
    running.add(tracked)
  }

  for (;;) {
    while (thrown.length === 0 && !signal?.aborted) {
      const delivery = group.next()
      if (delivery === null) break
      track(deliver(delivery))
    }
    if (running.size === 0) break
    await Promise.race([...running, group.whenChanged()])
  }
  if (thrown.length > 0) throw thrown[0]
}
