import type { Random } from '../../event-source/random.ts'
import { pick } from '../../samples/pick.ts'
import { drawStrike, heldClaim, outage, pastDeadline, pastTimeout, type Strike } from './strike.ts'

/** What befalls one invocation. */
export interface InvocationPlan {
  readonly strikes: readonly Strike[]
  /** In place of the function's own. */
  readonly timeoutMs: number | null
}

/** What befalls the delivery of an event, besides. */
export interface DeliveryPlan extends InvocationPlan {
  /** Containers that get the event at the same time. */
  readonly copies: number
  /** The event source stops waiting after so long, and delivers again while the invocation goes on. */
  readonly abandon: { readonly afterMs: number; readonly cuts: 'same' | 'other' } | null
  readonly group:
    | { readonly kind: 'rebalance'; readonly pollers: number }
    | { readonly kind: 'other boundaries'; readonly batchSize: number }
    | { readonly kind: 'offset commit refused' }
    | null
  /** Delivers an event of the past again, beside this one. */
  readonly again: boolean
}

export const IN_PEACE: DeliveryPlan = {
  strikes: [],
  timeoutMs: null,
  copies: 1,
  abandon: null,
  group: null,
  again: false,
}

const BRIEF_TIMEOUT_MS = 1_500

/** Draws what befalls one invocation: often something, now and then several things one after the other. */
export function planInvocation(random: Random): InvocationPlan {
  const drawn = random.fraction()
  if (drawn < 0.018) return { strikes: [pastDeadline(random)], timeoutMs: BRIEF_TIMEOUT_MS }
  if (drawn < 0.036) return { strikes: [pastTimeout(random)], timeoutMs: BRIEF_TIMEOUT_MS }
  if (drawn < 0.08) return { strikes: [outage(random)], timeoutMs: null }
  const count = drawn < 0.35 ? 0 : drawn < 0.7 ? 1 : drawn < 0.9 ? 2 : 3
  return { strikes: Array.from({ length: count }, () => drawStrike(random)), timeoutMs: null }
}

/** Draws what befalls a delivery. */
export function planDelivery(random: Random): DeliveryPlan {
  const invocation = planInvocation(random)
  const drawn = random.fraction()
  const copies = drawn < 0.1 ? 2 : 1
  const abandon: DeliveryPlan['abandon'] =
    drawn >= 0.1 && drawn < 0.18
      ? { afterMs: random.integer(1, 150), cuts: pick(['same', 'other'], random) }
      : null
  const races = copies > 1 || abandon !== null
  return {
    ...invocation,
    strikes: races ? [heldClaim(random), ...invocation.strikes] : invocation.strikes,
    copies,
    abandon,
    group: drawGroupChange(random),
    again: random.fraction() < 0.05,
  }
}

function drawGroupChange(random: Random): DeliveryPlan['group'] {
  const drawn = random.fraction()
  if (drawn < 0.02) return { kind: 'rebalance', pollers: random.integer(1, 3) }
  if (drawn < 0.05) return { kind: 'other boundaries', batchSize: drawBatchSize(random) }
  return drawn < 0.07 ? { kind: 'offset commit refused' } : null
}

/** Full events most of the time, small ones now and then. */
export function drawBatchSize(random: Random): number {
  return random.fraction() < 0.1 ? random.integer(30, 200) : random.integer(500, 2_000)
}
