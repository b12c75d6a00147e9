import type { Random } from '../../event-source/random.ts'
import { pick } from '../../samples/pick.ts'
import type { FaultMoment, FaultRule } from '../../stand-in/faults.ts'

/** Where in a function's talk with the database something happens. */
export type Spot = Pick<FaultRule, 'match' | 'moment'>

const COMMIT = /^COMMIT/
const CLAIM = /^INSERT/
const LOAD = /^LOAD DATA/

/** Every statement of a transaction and what comes before it; the heart of it more often. */
const spots: readonly [Spot, ...Spot[]] = [
  ...spotsOf(/^\(?SELECT/, 'before', 'after'),
  ...spotsOf(/^BEGIN/, 'before', 'after'),
  ...spotsOf(CLAIM, 'before', 'after', 'after'),
  ...spotsOf(LOAD, 'before', 'during', 'during', 'after'),
  ...spotsOf(/^UPDATE/, 'before', 'after'),
  ...spotsOf(/^DELETE/, 'before', 'after'),
  ...spotsOf(COMMIT, 'before', 'before', 'after', 'after'),
] as readonly Spot[] as readonly [Spot, ...Spot[]]

/** Inside of an open transaction, which holds its claim. */
const open: readonly [Spot, ...Spot[]] = [
  { match: CLAIM, moment: 'after' },
  { match: LOAD, moment: 'after' },
]

export const beforeCommit: Spot = { match: COMMIT, moment: 'before' }
export const afterCommit: Spot = { match: COMMIT, moment: 'after' }

export function anySpot(random: Random): Spot {
  return pick(spots, random)
}

/** A spot at which a statement has not been done yet. */
export function spotBefore(random: Random): Spot {
  return { ...pick(spots, random), moment: 'before' }
}

export function spotInTransaction(random: Random): Spot {
  return pick(open, random)
}

function spotsOf(match: RegExp, ...moments: readonly FaultMoment[]): readonly Spot[] {
  return moments.map((moment) => ({ match, moment }))
}
