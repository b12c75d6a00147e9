import { expect, test } from 'vitest'
import { median } from '../../../../infra/bench/median.ts'

test('the median is the middle value, whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5)
})

test('the median of an even number of values is the mean of the two in the middle', () => {
  expect(median([8, 1, 2, 4])).toBe(3)
})

test('nothing has no median', () => {
  expect(median([])).toBeNaN()
})
