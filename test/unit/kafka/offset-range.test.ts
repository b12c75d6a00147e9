import { expect, test } from 'vitest'
import { formatRange, formatTopicPartition } from '../../../lib/kafka/offset-range.ts'

test('a range is written with both its ends, which it includes', () => {
  expect(formatRange({ first: 100, last: 199 })).toBe('[100, 199]')
})

test('a topic-partition is written as Lambda names it', () => {
  expect(formatTopicPartition({ topic: 'my-orders', partition: 12 })).toBe('my-orders-12')
})
