import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allRules, type Rules } from './rules.ts'
import { runSchedule } from './schedule.ts'
import { Violation } from './violation.ts'

const SCHEDULES = 3_000
/** Thousands of schedules, on a machine that may have other work. */
const PATIENCE_MS = 120_000

test(
  'with all its rules, no schedule writes a record twice, overlaps ranges, or acknowledges a record that is not written',
  () => {
    const happened = new Map<string, number>()
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), (seed) => {
        for (const [event, times] of runSchedule(seed, allRules)) {
          happened.set(event, (happened.get(event) ?? 0) + times)
        }
      }),
      { numRuns: SCHEDULES },
    )

    const rare = [
      'committed',
      'repeated',
      'collided',
      'waited',
      'gave up waiting',
      'lost the answer',
      'committed late',
      'killed',
      'merged',
      'forgot',
      'adopted',
    ].filter((event) => (happened.get(event) ?? 0) < SCHEDULES / 10)
    expect(rare).toEqual([])
  },
  PATIENCE_MS,
)

describe('the promise breaks', () => {
  test.each<[string, Partial<Rules>]>([
    ['when the ledger has no unique key', { uniqueKey: false }],
    ['when the ranges are read before the tail', { tailBeforeRanges: false }],
    ['when compaction takes rows younger than 24 hours', { youngRowsStay: false }],
    ['when forgetting deletes rows', { forgettingVoids: false }],
    ['when compaction does not claim', { compactionClaims: false }],
    ['when forgetting does not claim', { forgettingClaims: false }],
    ['when adoption does not claim', { adoptionClaims: false }],
    ['when a container trusts its memory for days', { memoryExpires: false }],
    ['when a COMMIT without an answer is taken for done', { unknownCommitsAreAsked: false }],
  ])(
    '%s, and the schedules find it',
    (_, off) => {
      expect(firstViolation({ ...allRules, ...off })).toBeInstanceOf(Violation)
    },
    PATIENCE_MS,
  )
})

/** The seeds are always the same ones: a rule that is found missing today is found missing tomorrow. */
function firstViolation(rules: Rules): Violation | null {
  for (let seed = 0; seed < SCHEDULES; seed += 1) {
    try {
      runSchedule(seed, rules)
    } catch (error) {
      if (!(error instanceof Violation)) throw error
      return error
    }
  }
  return null
}
