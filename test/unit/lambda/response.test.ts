import { expect, test } from 'vitest'
import { allCommitted } from '../../../lib/lambda/response.ts'

test('success is an empty list of failures, in the exact words that Lambda reads', () => {
  expect(JSON.stringify(allCommitted)).toBe('{"batchItemFailures":[]}')
})

test('the shared answer cannot be changed by one invocation for the next', () => {
  expect(Object.isFrozen(allCommitted)).toBe(true)
  expect(Object.isFrozen(allCommitted.batchItemFailures)).toBe(true)
})
