import { expect, test } from 'vitest'
import type { Check } from '../../../lib/doctor/check.ts'
import { type Examination, examine } from '../../../lib/doctor/examine.ts'
import { passed } from '../../../lib/doctor/finding.ts'
import { ConfigError, StoreError } from '../../../lib/errors.ts'

const doors = (remainingMs = 60_000) => {
  const told: Check[] = []
  return {
    told,
    now: Date.now,
    remainingMs: () => remainingMs,
    onCheck: (check: Check) => {
      told.push(check)
    },
  }
}

const examination = (look: Examination<string>['look'], boundMs = 1_000): Examination<string> => ({
  name: 'A check',
  did: 'Looked.',
  boundMs,
  mend: 'Mend it.',
  look,
})

test('a check that finds something hands it on, and is told', async () => {
  const at = doors()
  const { check, value } = await examine(
    examination(async () => passed('It is there.', 'value')),
    at,
  )
  expect(value).toBe('value')
  expect(check).toMatchObject({ outcome: 'passed', found: 'It is there.', mend: null })
  expect(at.told).toEqual([check])
})

test.each<[string, unknown, string, string]>([
  [
    'an error of ours: the mend of its message',
    new StoreError('ERR_ACCESS_DENIED', 'Access denied for user. Grant it. Or correct it.', {
      transient: false,
    }),
    'Access denied for user.',
    'Grant it. Or correct it.',
  ],
  [
    'an error without a mend',
    new Error('connect ECONNREFUSED'),
    'connect ECONNREFUSED.',
    'Mend it.',
  ],
  [
    'an error for each address',
    new AggregateError([new Error('one'), new Error('two')], ''),
    'one; two.',
    'Mend it.',
  ],
  ['what is no error', 'text', 'it failed without a word.', 'Mend it.'],
  [
    'all faults of a configuration',
    new ConfigError(['SINK_NAME: missing', 'SINK_X: unknown']),
    'SINK_NAME: missing; SINK_X: unknown',
    'Mend it.',
  ],
  [
    'a deadline',
    new StoreError('ERR_DEADLINE', 'While reading: no answer. The transaction is abandoned.', {
      transient: false,
    }),
    'While reading: no answer.',
    'Mend it.',
  ],
])('what fails is told without a stack: %s', async (_, error, found, mend) => {
  const { check, value } = await examine(
    examination(async () => {
      throw error
    }),
    doors(),
  )
  expect(value).toBeNull()
  expect(check).toMatchObject({ outcome: 'failed', found, mend })
})

test('a check that throws before it waits fails, too', async () => {
  const { check } = await examine(
    examination(() => {
      throw new Error('at once')
    }),
    doors(),
  )
  expect(check.outcome).toBe('failed')
})

test('a check that never ends is given up', async () => {
  const { check, value } = await examine(
    examination(() => new Promise(() => undefined), 1),
    doors(),
  )
  expect(value).toBeNull()
  expect(check).toMatchObject({ outcome: 'failed', found: 'No answer came within 1 ms.' })
})

test('a check gets no more time than the visit has', async () => {
  const seen: number[] = []
  await examine(
    examination(async (remainingMs) => {
      seen.push(remainingMs())
      return passed('', '')
    }, 30_000),
    doors(50),
  )
  expect(seen[0]).toBeLessThanOrEqual(50)
})

test('without time a check is not made, and does not pass', async () => {
  const { check } = await examine(
    examination(async () => passed('', '')),
    doors(-1),
  )
  expect(check).toMatchObject({ outcome: 'failed', found: 'No time was left for it.' })
})
