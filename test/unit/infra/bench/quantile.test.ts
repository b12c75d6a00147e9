import { expect, test } from 'vitest'
import { median, quantile } from '../../../../infra/bench/quantile.ts'

test('the median is the middle value, whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5)
})

test('the median of an even number of values is the mean of the two in the middle', () => {
  expect(median([8, 1, 2, 4])).toBe(3)
})

test('a quarter of the values lies below the first quartile', () => {
  expect(quantile([50, 10, 30, 20, 40], 0.25)).toBe(20)
  expect(quantile([4, 8], 0.25)).toBe(5)
})

test('one value is all its quantiles, and nothing has none', () => {
  expect(quantile([7], 0.25)).toBe(7)
  expect(median([])).toBeNaN()
})
