import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFailureHold } from '../../../lib/lambda/failure-hold.ts'

const nothing = { written: 0, filtered: 0, deadLettered: 0 }

/** An invocation that has worked for a while when it fails: how long it slept. */
async function slept(
  holdMs: number,
  workedMs: number,
  remainingMs: number,
  committed = nothing,
): Promise<number> {
  let now = 1_000_000
  let ms = 0
  const hold = createFailureHold(holdMs, {
    now: () => now,
    sleep: async (of) => {
      ms += of
    },
  })(() => remainingMs)
  now += workedMs
  await hold(committed)
  return ms
}

test('an invocation that committed nothing lasts as long as it is told to', async () => {
  expect(await slept(60_000, 8_000, 200_000)).toBe(52_000)
  expect(await slept(60_000, 60_000, 200_000)).toBe(0)
  expect(await slept(0, 5, 200_000)).toBe(0)
})

test.each(['written', 'filtered', 'deadLettered'])(
  'what is %s goes on at once: other partitions do not wait for one that failed',
  async (fate) => {
    expect(await slept(60_000, 5, 200_000, { ...nothing, [fate]: 1 })).toBe(0)
  },
)

test('it never lasts longer than its time, nor than it is told to', async () => {
  const ms = fc.integer({ min: 0, max: 900_000 })
  await fc.assert(
    fc.asyncProperty(ms, ms, ms, async (holdMs, workedMs, remainingMs) => {
      const held = await slept(holdMs, workedMs, remainingMs)
      expect(held).toBeLessThanOrEqual(remainingMs)
      expect(held).toBe(Math.max(0, Math.min(holdMs - workedMs, remainingMs)))
    }),
  )
})
