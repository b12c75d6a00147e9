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
} from './spot.ts'

/** A fault on the way to the database, and whether the function's process is killed when it strikes. */
export interface Strike {
  readonly kind: FaultKind
  readonly spots: readonly Spot[]
  readonly action: FaultAction
  readonly times: number
  readonly kills: boolean
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

const cut: FaultAction = { kind: 'cut' }
const delay = (delayMs: number): FaultAction => ({ kind: 'delay', delayMs })
const linger = (random: Random): FaultAction => ({
  kind: 'linger',
  lingerMs: random.integer(50, 900),
})

/** Longer than any process lives that is to be killed, or whose time is to run out, at the statement. */
const FOR_GOOD_MS = 4_000

const draws: readonly (readonly [weight: number, draw: (random: Random) => Strike])[] = [
  [9, (random) => killing(strike('kill -9', anySpot(random), delay(FOR_GOOD_MS)))],
  [
    3,
    (random) =>
      killing(strike('kill -9, connection lingers', spotInTransaction(random), linger(random))),
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
  [10, (random) => strike('delay', anySpot(random), delay(random.integer(20, 200)))],
]
const WEIGHTS = draws.reduce((sum, [weight]) => sum + weight, 0)

function strike(kind: FaultKind, spot: Spot, action: FaultAction): Strike {
  return { kind, spots: [spot], action, times: 1, kills: false }
}

function killing(one: Strike): Strike {
  return { ...one, kills: true }
}

export function drawStrike(random: Random): Strike {
  let drawn = random.fraction() * WEIGHTS
  for (const [weight, draw] of draws) {
    drawn -= weight
    if (drawn < 0) return draw(random)
  }
  return strike('connection cut elsewhere', anySpot(random), cut)
}

/** The server does not answer any more: a function of little time gives up before it is over. */
export function pastDeadline(random: Random): Strike {
  return strike('delay past the deadline', spotInTransaction(random), delay(FOR_GOOD_MS))
}

/** KILL goes unanswered, too: Lambda ends a function of little time. */
export function pastTimeout(random: Random): Strike {
  const spots: readonly Spot[] = [spotInTransaction(random), { match: /^KILL/, moment: 'before' }]
  return { ...strike('timeout', afterClaim, delay(FOR_GOOD_MS)), spots }
}

/** Outlasts all retries of an invocation, so that the event source has to do something. */
export function outage(random: Random): Strike {
  const { errno } = pick(errors, random)
  const begin: Spot = { match: /^BEGIN/, moment: 'before' }
  return { ...strike('outage', begin, { kind: 'error', errno, message: 'injected' }), times: 1_000 }
}

/** Holds the claim open until another container, which may have to start first, asks for the same. */
export function heldClaim(random: Random): Strike {
  return strike('delay', afterClaim, delay(random.integer(100, 500)))
}
