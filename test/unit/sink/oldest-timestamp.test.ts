import { describe, expect, test } from 'vitest'
import { EventError } from '../../../lib/errors.ts'
import { Lessons } from '../../../lib/sink/lessons.ts'
import { oldestTimestamp } from '../../../lib/sink/oldest-timestamp.ts'
import { buildBatch, buildSpan } from '../kafka/build-record.ts'

const batches = [buildBatch([5, 6, 7]), buildBatch([1, 2], { partition: 1 })]

describe('the oldest timestamp of what was to be written', () => {
  test('is that of all records as long as nobody has asked the ledger', () => {
    expect(oldestTimestamp(batches, new Lessons())).toBe(1_001)
  })

  test('is that of what the ledger left', () => {
    const lessons = new Lessons()
    lessons.remainders = [
      { spans: [buildSpan([6, 7])], repeated: 1 },
      { spans: [], repeated: 2 },
    ]
    expect(oldestTimestamp(batches, lessons)).toBe(1_006)
  })

  test('is none where the ledger left nothing', () => {
    const lessons = new Lessons()
    lessons.remainders = [{ spans: [], repeated: 5 }]
    expect(oldestTimestamp(batches, lessons)).toBeNull()
  })

  test('is also that of a topic-partition that the ledger finds fault with', () => {
    const lessons = new Lessons()
    lessons.remainders = [{ spans: [buildSpan([6, 7])], repeated: 1 }]
    const fault = new EventError('ERR_TOPIC_RECREATED', 'orders-1 was created again')
    lessons.faults.add({ topic: 'orders', partition: 1 }, 2, fault)
    expect(oldestTimestamp(batches, lessons)).toBe(1_002)
  })

  test('leaves out records whose broker has none', () => {
    const none = buildBatch([1, 2], { timestamp: -1 })
    expect(oldestTimestamp([none], new Lessons())).toBeNull()
    expect(oldestTimestamp([none, buildBatch([4])], new Lessons())).toBe(1_004)
  })
})
