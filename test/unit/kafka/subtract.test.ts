import { describe, expect, test } from 'vitest'
import { subtract } from '../../../lib/kafka/subtract.ts'
import { buildRange } from './build-range.ts'
import { buildBatch } from './build-record.ts'

/** The offsets of each span, and how many records were repeated. */
function left(delivered: readonly number[], ...committed: readonly (readonly number[])[]) {
  const { spans, repeated } = subtract(buildBatch(delivered), committed.map(buildRange))
  return { spans: spans.map(({ records }) => records.map(({ offset }) => offset)), repeated }
}

describe('what is left of a batch', () => {
  test('without committed ranges, the whole batch is one span', () => {
    expect(left([5, 6, 7])).toEqual({ spans: [[5, 6, 7]], repeated: 0 })
  })

  test('gaps between offsets do not cut a span', () => {
    expect(left([5, 9, 1_000_000])).toEqual({ spans: [[5, 9, 1_000_000]], repeated: 0 })
  })

  test('a batch that is committed leaves nothing', () => {
    expect(left([5, 6, 7], [5, 6, 7])).toEqual({ spans: [], repeated: 3 })
  })

  test('a batch inside a wider range leaves nothing', () => {
    expect(left([6, 7], [5, 6, 7, 8])).toEqual({ spans: [], repeated: 2 })
  })

  test('a batch that two ranges cover together leaves nothing', () => {
    expect(left([5, 6, 7, 8], [5, 6], [7, 8])).toEqual({ spans: [], repeated: 4 })
  })

  test('a redelivery that begins earlier leaves its head', () => {
    expect(left([3, 4, 5, 6], [5, 6])).toEqual({ spans: [[3, 4]], repeated: 2 })
  })

  test('a redelivery that ends later leaves its tail', () => {
    expect(left([5, 6, 7, 8], [5, 6])).toEqual({ spans: [[7, 8]], repeated: 2 })
  })

  test('a range in the middle leaves two spans', () => {
    expect(left([1, 2, 3, 4, 5], [3])).toEqual({
      spans: [
        [1, 2],
        [4, 5],
      ],
      repeated: 1,
    })
  })

  test('a range that lies in a gap of the batch cuts the span all the same', () => {
    expect(left([1, 2, 8, 9], [4, 5])).toEqual({
      spans: [
        [1, 2],
        [8, 9],
      ],
      repeated: 0,
    })
  })

  test('several ranges in one gap cut it once', () => {
    expect(left([1, 9], [3], [5, 6])).toEqual({ spans: [[1], [9]], repeated: 0 })
  })

  test('ranges may come in any order, and beyond the batch', () => {
    expect(left([4, 5, 6], [90], [6], [1, 2], [4])).toEqual({ spans: [[5]], repeated: 2 })
  })

  test('spans carry topic, partition and both ends', () => {
    const { spans } = subtract(buildBatch([4, 7], { topic: 'a', partition: 3 }), [])
    expect(spans).toEqual([
      {
        topic: 'a',
        partition: 3,
        first: 4,
        last: 7,
        records: buildBatch([4, 7], { topic: 'a', partition: 3 }).records,
      },
    ])
  })
})

describe('a redelivery that holds more than was committed', () => {
  test('is refused, because its hidden records were never written', () => {
    expect(() => left([5, 6, 7], [5, 7])).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORDS_UNDELIVERED',
        message: expect.stringContaining('orders-0 [5, 7] was committed as 2 records, but now 3'),
        coordinates: { topic: 'orders', partition: 0, offset: 5 },
      }),
    )
  })

  test('is refused too when later records follow in the batch', () => {
    expect(() => left([5, 6, 7, 8, 9], [5, 7])).toThrow(
      expect.objectContaining({ code: 'ERR_RECORDS_UNDELIVERED' }),
    )
  })

  test('a redelivery of fewer records is a repetition: compaction has removed some', () => {
    expect(left([5, 7], [5, 6, 7])).toEqual({ spans: [], repeated: 2 })
  })
})
