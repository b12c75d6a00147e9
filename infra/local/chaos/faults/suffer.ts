import { setTimeout as sleep } from 'node:timers/promises'
import type { Invocation } from '../../lambda/invocation.ts'
import type { FaultAction } from '../../stand-in/faults.ts'
import type { Worker } from '../run/worker-pool.ts'
import type { FaultCounts } from './fault-kind.ts'
import type { InvocationPlan } from './plan.ts'
import type { Strike } from './strike.ts'

/** How often is looked whether the statement has come at which a process is to be killed. */
const WATCH_MS = 2

/** A strike that waits for its statement. */
interface Armed {
  readonly strike: Strike
  /** Of this strike alone: by it the fault is known when it has struck. */
  readonly action: FaultAction
  readonly disarm: () => void
}

/** Invokes a function on an event while the plan's strikes wait for it; what did strike is counted. */
export async function suffer(
  { lambda, front }: Worker,
  event: string,
  plan: InvocationPlan,
  counts: FaultCounts,
): Promise<Invocation> {
  const armed = plan.strikes.map((strike): Armed => {
    const action = { ...strike.action }
    const undo = strike.spots.map((spot) =>
      front.faults.inject({ ...spot, action, times: strike.times }),
    )
    const disarm = (): void => {
      for (const remove of undo) remove()
    }
    return { strike, action, disarm }
  })
  const before = front.faults.fired.length
  const hasStruck = ({ action }: Armed): boolean =>
    front.faults.fired.slice(before).some((fired) => fired.action === action)

  const { timeoutMs } = plan
  const running = lambda.start(event, timeoutMs === null ? {} : { timeoutMs })
  let ended = false
  const killers = armed.filter(({ strike }) => strike.kills)
  const watching = killers.length === 0 ? null : watch()

  async function watch(): Promise<void> {
    while (!ended && !killers.some(hasStruck)) await sleep(WATCH_MS)
    if (!ended) running.kill()
  }

  const invocation = await running.ended
  ended = true
  await watching
  for (const { disarm } of armed) disarm()
  for (const one of armed) if (hasStruck(one)) counts.add(one.strike.kind)
  return invocation
}
