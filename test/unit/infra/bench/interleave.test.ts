import { expect, test } from 'vitest'
import { interleave } from '../../../../infra/bench/interleave.ts'

function recordingSides(names: readonly string[]) {
  const calls: string[] = []
  const sides = names.map((name) => async () => {
    calls.push(name)
    return calls.length
  })
  return { calls, sides }
}

test('sides take turns, in the opposite order each round', async () => {
  const { calls, sides } = recordingSides(['a', 'b', 'c'])
  await interleave({ warmUp: 0, counted: 3 }, sides)
  expect(calls.join('')).toBe('abccbaabc')
})

test('rounds that warm up count for nothing', async () => {
  const { sides } = recordingSides(['a', 'b'])
  const [a, b] = await interleave({ warmUp: 1, counted: 2 }, sides)
  expect(a).toEqual([3, 6])
  expect(b).toEqual([4, 5])
})

test('each counted round is told', async () => {
  const { sides } = recordingSides(['a'])
  const told: number[] = []
  await interleave({ warmUp: 2, counted: 3 }, sides, (round) => told.push(round))
  expect(told).toEqual([0, 1, 2])
})
