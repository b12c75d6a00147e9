import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge, type RetrySettings } from '../../../../infra/local/event-source/judge.ts'
import type { Part } from '../../../../infra/local/event-source/part.ts'
import type { Outcome } from '../../../../infra/local/lambda/invocation.ts'
import { nameOf, recordsOf, topicOf } from './build-topic.ts'

const defaults: RetrySettings = {
  maximumRetryAttempts: -1,
  onFailure: null,
  bisectBatchOnFunctionError: false,
  functionResponseTypes: [],
  remainderIsBare: true,
}
const reporting: RetrySettings = {
  ...defaults,
  functionResponseTypes: ['ReportBatchItemFailures'],
}
const crashed: Outcome = { kind: 'crashed', exitCode: null, signal: 'SIGKILL' }
const timedOut: Outcome = { kind: 'timed-out', timeoutMs: 1 }

const answer = (
  ...failures: readonly (readonly [partition: string, offset: number])[]
): Outcome => ({
  kind: 'answered',
  response: {
    batchItemFailures: failures.map(([partition, offset]) => ({
      itemIdentifier: { partition, offset },
    })),
  },
})

function partOf(counts: readonly number[], attempt = 1): Part {
  return {
    records: recordsOf(topicOf(...counts)),
    attempt,
    reason: 'polled',
    bare: false,
    event: '',
  }
}

const settings: fc.Arbitrary<RetrySettings> = fc.record({
  maximumRetryAttempts: fc.integer({ min: -1, max: 3 }),
  onFailure: fc.constantFrom(null, { kind: 's3' } as const),
  bisectBatchOnFunctionError: fc.boolean(),
  functionResponseTypes: fc.constantFrom([], ['ReportBatchItemFailures'] as const),
  remainderIsBare: fc.boolean(),
})
const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom(crashed, timedOut, answer(['t-9', 0])),
  fc
    .array(fc.tuple(fc.constantFrom('t-0', 't-1'), fc.integer({ min: 0, max: 7 })))
    .map((failures) => answer(...failures)),
)

test('whatever comes, each record succeeded, comes again or is given up, in the order it had', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 7 })),
      fc.integer({ min: 1, max: 12 }),
      settings,
      outcomes,
      (counts, attempt, choice, outcome) => {
        const part = partOf(counts, attempt)
        const { succeeded, again, givenUp } = judge(part, outcome, choice)
        const places = [succeeded, again.flatMap(({ records }) => records), givenUp]
        const names = places.flat().map(nameOf)
        expect(names.toSorted()).toEqual(part.records.map(nameOf).toSorted())
        for (const place of places) {
          expect(place).toEqual(part.records.filter((one) => place.includes(one)))
        }
        for (const { records } of again) expect(records.length).toBeGreaterThan(0)
        expect(again.length > 0 && givenUp.length > 0).toBe(false)
      },
    ),
  )
})

test('halves are as long as each other, to one record', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(5), (count, attempt) => {
      const part = partOf([count], attempt)
      const { again } = judge(part, crashed, { ...defaults, bisectBatchOnFunctionError: true })
      const [front = 0, back = 0] = again.map(({ records }) => records.length)
      expect(again.length).toBe(2)
      expect(front - back === 0 || front - back === 1).toBe(true)
      expect(again.map((half) => half.attempt)).toEqual([attempt, attempt])
    }),
  )
})

test('a single record is not halved but retried, and given up past its last retry', () => {
  const choice = { ...defaults, bisectBatchOnFunctionError: true, maximumRetryAttempts: 1 }
  expect(judge(partOf([1]), crashed, choice).again).toMatchObject([
    { attempt: 2, reason: 'retried' },
  ])
  expect(judge(partOf([1], 2), crashed, choice).givenUp.length).toBe(1)
})

test.each([
  crashed,
  timedOut,
  { kind: 'failed', errorType: 'E', errorMessage: '', errorCode: null, stackTrace: [] } as const,
])('a batch that ended as $kind comes again whole and as it was', (outcome) => {
  const part = { ...partOf([3, 2]), event: 'the event' }
  const { succeeded, again, givenUp } = judge(part, outcome, reporting)
  expect([succeeded, givenUp]).toEqual([[], []])
  expect(again).toEqual([{ ...part, attempt: 2, reason: 'retried' }])
})

test('retries have no end, or the configured one, or ten where a destination waits', () => {
  const retries = (choice: Partial<RetrySettings>): number => {
    let part = partOf([1])
    for (let count = 0; count < 10_000; count++) {
      const [again] = judge(part, crashed, { ...defaults, ...choice }).again
      if (again === undefined) return count
      part = again
    }
    return Number.POSITIVE_INFINITY
  }
  const onFailure = { kind: 's3' } as const
  expect(retries({})).toBe(Number.POSITIVE_INFINITY)
  expect(retries({ maximumRetryAttempts: 0 })).toBe(0)
  expect(retries({ maximumRetryAttempts: 3 })).toBe(3)
  expect(retries({ onFailure })).toBe(10)
  expect(retries({ onFailure, maximumRetryAttempts: 12 })).toBe(12)
})

test('without response types a report of failures commits what failed', () => {
  const part = partOf([2])
  expect(judge(part, answer(['t-0', 0]), defaults).succeeded).toEqual(part.records)
})

test('a partition resumes at its first reported record, other partitions are done', () => {
  const part = partOf([4, 2])
  const { succeeded, again } = judge(part, answer(['t-0', 3], ['t-0', 2]), reporting)
  expect(succeeded.map(nameOf)).toEqual(['0/0', '0/1', '1/0', '1/1'])
  expect(again).toMatchObject([{ attempt: 2, reason: 'remainder', bare: true, event: null }])
  expect(again[0]?.records.map(nameOf)).toEqual(['0/2', '0/3'])
})

test('a report of what was not delivered fails the whole batch', () => {
  const { succeeded, again } = judge(partOf([4]), answer(['t-0', 2], ['t-0', 4]), reporting)
  expect(succeeded).toEqual([])
  expect(again).toMatchObject([{ reason: 'retried', bare: false }])
})

test('a partial response is never halved, and past the last retry its remainder is given up', () => {
  const choice = { ...reporting, bisectBatchOnFunctionError: true, maximumRetryAttempts: 0 }
  const verdict = judge(partOf([4]), answer(['t-0', 2]), choice)
  expect(verdict.again).toEqual([])
  expect(verdict.succeeded.map(nameOf)).toEqual(['0/0', '0/1'])
  expect(verdict.givenUp.map(nameOf)).toEqual(['0/2', '0/3'])
})

test('what a remainder becomes keeps its form', () => {
  const bare = { ...partOf([2]), bare: true }
  const halved = judge(bare, crashed, { ...defaults, bisectBatchOnFunctionError: true })
  expect(halved.again.map((part) => part.bare)).toEqual([true, true])
  expect(judge(bare, crashed, defaults).again[0]?.bare).toBe(true)
})
