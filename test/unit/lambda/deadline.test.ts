import { describe, expect, test } from 'vitest'
import { deadlineOf } from '../../../lib/lambda/deadline.ts'

/** A function's context whose remaining time is what `left` says. */
function context(left: { ms: number }) {
  return { getRemainingTimeInMillis: () => left.ms }
}

describe('the time left for work on the database', () => {
  test('keeps three seconds of a long timeout for the rollback and the answer', () => {
    expect(deadlineOf(context({ ms: 60_000 }))()).toBe(57_000)
  })

  test('keeps a fifth of a short timeout, so that most of it is left for work', () => {
    expect(deadlineOf(context({ ms: 5_000 }))()).toBe(4_000)
  })

  test('reserves by the time at the start, not by what is left later', () => {
    const left = { ms: 60_000 }
    const remainingMs = deadlineOf(context(left))
    left.ms = 10_000
    expect(remainingMs()).toBe(7_000)
  })

  test('is negative once the reserve is touched', () => {
    const left = { ms: 60_000 }
    const remainingMs = deadlineOf(context(left))
    left.ms = 2_999
    expect(remainingMs()).toBe(-1)
  })
})
