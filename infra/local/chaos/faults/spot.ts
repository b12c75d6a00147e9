import type { Random } from '../../event-source/random.ts'
import { pick } from '../../samples/pick.ts'
import type { FaultMoment, FaultRule } from '../../stand-in/faults.ts'

/** Where in a function's talk with the database something happens. */
export type Spot = Pick<FaultRule, 'match' | 'moment'>

const COMMIT = /^COMMIT/
const CLAIM = /^INSERT/
const LOAD = /^LOAD DATA/

export const afterClaim: Spot = { match: CLAIM, moment: 'after' }
export const beforeCommit: Spot = { match: COMMIT, moment: 'before' }
export const afterCommit: Spot = { match: COMMIT, moment: 'after' }

/** Every statement of a transaction and what comes before it; the heart of it more often. */
const spots: readonly [Spot, ...Spot[]] = [
  beforeCommit,
  beforeCommit,
  afterCommit,
  afterCommit,
  afterClaim,
  ...spotsOf(CLAIM, 'before', 'after'),
  ...spotsOf(LOAD, 'before', 'during', 'during', 'after'),
  ...spotsOf(/^\(?SELECT/, 'before', 'after'),
  ...spotsOf(/^BEGIN/, 'before', 'after'),
  ...spotsOf(/^UPDATE/, 'before', 'after'),
  ...spotsOf(/^DELETE/, 'before', 'after'),
]

export function anySpot(random: Random): Spot {
  return pick(spots, random)
}

/** A spot at which a statement has not been done yet. */
export function spotBefore(random: Random): Spot {
  return { ...pick(spots, random), moment: 'before' }
}

/** Inside of an open transaction, which holds its claim. */
export function spotInTransaction(random: Random): Spot {
  return pick([afterClaim, { match: LOAD, moment: 'after' }], random)
}

function spotsOf(match: RegExp, ...moments: readonly FaultMoment[]): readonly Spot[] {
  return moments.map((moment) => ({ match, moment }))
}
