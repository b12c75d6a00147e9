import { setTimeout as sleep } from 'node:timers/promises'
import { faultOf } from '../../commands/fault-of.ts'
import type { Random } from '../../event-source/random.ts'
import { IN_PEACE, planInvocation } from '../faults/plan.ts'
import type { Deployed, FunctionName } from './deployed.ts'

/** After so many tries under faults, nothing more is injected. */
const TRIES_UNDER_FAULTS = 4
const PATIENCE_MS = 60_000
const PAUSE_MS = 100

/**
 * Invokes a function until it answers, as an operator does who is not put off.
 * @param signal gives up. @throws Error when it goes on failing in peace
 */
export async function persist(
  deployed: Deployed,
  name: FunctionName,
  event: string,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS
  for (let tries = 1; ; tries += 1) {
    const plan = tries > TRIES_UNDER_FAULTS ? IN_PEACE : planInvocation(random)
    const invocation = await deployed.invoke(name, event, plan)
    if (invocation.kind === 'answered' || signal.aborted) return
    await sleep(PAUSE_MS)
    if (performance.now() < deadlineMs) continue
    const { code, message } = faultOf(invocation) ?? { code: invocation.kind, message: '' }
    throw new Error(
      `The ${name} function of ${deployed.deployment.sinkName} failed ${tries} times in a row, at last with ${code}: ${message}`,
    )
  }
}
