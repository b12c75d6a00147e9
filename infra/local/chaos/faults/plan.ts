import type { Random } from '../../event-source/random.ts'
import { pick } from '../../samples/pick.ts'
import type { FaultAction } from '../../stand-in/faults.ts'
import type { FaultKind } from './fault-kind.ts'
import {
  afterClaim,
  afterCommit,
  anySpot,
  beforeCommit,
  type Spot,
  spotBefore,
  spotInTransaction,
} from './statement.ts'

/** A fault on the way to the database, and whether the function's process is killed when it strikes. */
export interface Strike {
  readonly kind: FaultKind
  readonly spots: readonly Spot[]
  readonly action: FaultAction
  readonly times: number
  readonly kills: boolean
}

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

/** The longest that a lingering connection keeps its transaction open. */
export const LONGEST_LINGER_MS = 900

export const IN_PEACE: DeliveryPlan = {
  strikes: [],
  timeoutMs: null,
  copies: 1,
  abandon: null,
  group: null,
  again: false,
}

interface ServerError {
  readonly kind: FaultKind
  readonly errno: number
}

const errors: readonly [ServerError, ...ServerError[]] = [
  { kind: 'error 1205', errno: 1205 },
  { kind: 'error 1213', errno: 1213 },
  { kind: 'error 1290', errno: 1290 },
  { kind: 'error 1712', errno: 1712 },
  { kind: 'error 2013', errno: 2013 },
]

type Draw = (random: Random) => Strike

const cut: FaultAction = { kind: 'cut' }
const strike = (kind: FaultKind, spot: Spot, action: FaultAction): Strike => ({
  kind,
  spots: [spot],
  action,
  times: 1,
  kills: false,
})
/** Long enough that nothing goes on before the process is killed. */
const held: FaultAction = { kind: 'delay', delayMs: 3_000 }
const linger = (random: Random): FaultAction => ({
  kind: 'linger',
  lingerMs: random.integer(50, LONGEST_LINGER_MS),
})

const draws: readonly (readonly [weight: number, draw: Draw])[] = [
  [9, (random) => ({ ...strike('kill -9', anySpot(random), held), kills: true })],
  [
    3,
    (random) => ({
      ...strike('kill -9, connection lingers', spotInTransaction(random), linger(random)),
      kills: true,
    }),
  ],
  [12, () => strike('connection cut before COMMIT', beforeCommit, cut)],
  [12, () => strike('connection cut after COMMIT', afterCommit, cut)],
  [14, (random) => strike('connection cut elsewhere', anySpot(random), cut)],
  [4, (random) => strike('connection lingers', spotInTransaction(random), linger(random))],
  [
    24,
    (random) => {
      const { kind, errno } = pick(errors, random)
      return strike(kind, spotBefore(random), { kind: 'error', errno, message: 'injected' })
    },
  ],
  [
    10,
    (random) =>
      strike('delay', anySpot(random), { kind: 'delay', delayMs: random.integer(20, 200) }),
  ],
]
const WEIGHTS = draws.reduce((sum, [weight]) => sum + weight, 0)

function drawStrike(random: Random): Strike {
  let drawn = random.fraction() * WEIGHTS
  for (const [weight, draw] of draws) {
    drawn -= weight
    if (drawn < 0) return draw(random)
  }
  return strike('connection cut elsewhere', anySpot(random), cut)
}

const BRIEF_TIMEOUT_MS = 1_500

/** Draws what befalls one invocation: often something, now and then several things one after the other. */
export function planInvocation(random: Random): InvocationPlan {
  const drawn = random.fraction()
  if (drawn < 0.018) return { strikes: [delayed(random, false)], timeoutMs: BRIEF_TIMEOUT_MS }
  if (drawn < 0.036) return { strikes: [delayed(random, true)], timeoutMs: BRIEF_TIMEOUT_MS }
  if (drawn < 0.08) return { strikes: [outage(random)], timeoutMs: null }
  const count = drawn < 0.35 ? 0 : drawn < 0.7 ? 1 : drawn < 0.9 ? 2 : 3
  return { strikes: Array.from({ length: count }, () => drawStrike(random)), timeoutMs: null }
}

/** The server does not answer: the function gives up in time, or, where KILL does not help either, is killed. */
function delayed(random: Random, deaf: boolean): Strike {
  const spot = spotInTransaction(random)
  return {
    kind: deaf ? 'timeout' : 'delay past the deadline',
    spots: deaf ? [spot, { match: /^KILL/, moment: 'before' }] : [spot],
    action: { kind: 'delay', delayMs: 4_000 },
    times: 1,
    kills: false,
  }
}

/** Outlasts all retries of an invocation, so that the event source has to do something. */
function outage(random: Random): Strike {
  const { errno } = pick(errors, random)
  return {
    kind: 'outage',
    spots: [{ match: /^BEGIN/, moment: 'before' }],
    action: { kind: 'error', errno, message: 'injected' },
    times: 1_000,
    kills: false,
  }
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

/** Holds the claim open until the other one, which may have to start first, asks for the same. */
function heldClaim(random: Random): Strike {
  const delay: FaultAction = { kind: 'delay', delayMs: random.integer(100, 500) }
  return strike('delay', afterClaim, delay)
}

function drawGroupChange(random: Random): DeliveryPlan['group'] {
  const drawn = random.fraction()
  if (drawn < 0.02) return { kind: 'rebalance', pollers: random.integer(1, 3) }
  if (drawn < 0.05) return { kind: 'other boundaries', batchSize: drawBatchSize(random) }
  return drawn < 0.07 ? { kind: 'offset commit refused' } : null
}

/** Full events most of the time, small ones now and then. */
export function drawBatchSize(random: Random): number {
  return random.fraction() < 0.1 ? random.integer(30, 200) : random.integer(400, 1_600)
}
