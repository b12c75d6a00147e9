import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spanOf } from '../../../../lib/kafka/span.ts'
import { claimSpans, EMPTY_TAIL } from '../../../../lib/singlestore/ledger/claim.ts'
import { buildRecord, buildSpan } from '../../kafka/build-record.ts'

test('the first claims of a topic-partition begin at sequence 1', () => {
  const claims = claimSpans([buildSpan([0, 1]), buildSpan([5])], EMPTY_TAIL)
  expect(claims.map(({ sequence, highOffset }) => [sequence, highOffset])).toEqual([
    [1, 1],
    [2, 5],
  ])
})

test('claims continue behind the tail', () => {
  const claims = claimSpans([buildSpan([8, 9])], { sequence: 41, highOffset: 7 })
  expect(claims.map(({ sequence, highOffset }) => [sequence, highOffset])).toEqual([[42, 9]])
})

test('a late span below the highest offset does not lower it', () => {
  const claims = claimSpans([buildSpan([3]), buildSpan([60])], { sequence: 1, highOffset: 50 })
  expect(claims.map(({ highOffset }) => highOffset)).toEqual([50, 60])
})

test('sequences have no holes and the highest offset never falls', () => {
  const offsets = fc.uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(offsets, fc.nat(), fc.integer({ min: -1, max: 1_000 }), (all, sequence, high) => {
      const sorted = all.toSorted((a, b) => a - b)
      const claims = claimSpans(
        sorted.map((offset) => buildSpan([offset])),
        { sequence, highOffset: high },
      )
      expect(claims.map((claim) => claim.sequence)).toEqual(
        sorted.map((_, index) => sequence + 1 + index),
      )
      expect(claims.at(-1)?.highOffset).toBe(Math.max(high, ...sorted))
      expect(claims.map(({ highOffset }) => highOffset)).toEqual(
        claims.map(({ highOffset }) => highOffset).toSorted((a, b) => a - b),
      )
    }),
  )
})

describe('what a claim tells of its records', () => {
  test('timestamps of both ends and both extremes, in whatever order they come', () => {
    const records = [50, 90, 10, 70].map((timestamp, offset) => buildRecord(offset, { timestamp }))
    expect(claimSpans([spanOf(records)], EMPTY_TAIL)[0]).toMatchObject({
      firstTimestamp: 50,
      lastTimestamp: 70,
      minTimestamp: 10,
      maxTimestamp: 90,
    })
  })

  test('one record is both ends and both extremes', () => {
    expect(claimSpans([buildSpan([7], { timestamp: -1 })], EMPTY_TAIL)[0]).toMatchObject({
      firstTimestamp: -1,
      lastTimestamp: -1,
      minTimestamp: -1,
      maxTimestamp: -1,
    })
  })

  test('tombstones are filtered; an empty value is none', () => {
    const records = [null, '', 'e30=', null].map((value, offset) => buildRecord(offset, { value }))
    expect(claimSpans([spanOf(records)], EMPTY_TAIL)[0]).toMatchObject({ filtered: 2 })
  })

  test('each span counts for itself', () => {
    const claims = claimSpans(
      [buildSpan([0, 1], { value: null }), buildSpan([5], { timestamp: 9 })],
      EMPTY_TAIL,
    )
    expect(claims.map(({ filtered, minTimestamp }) => [filtered, minTimestamp])).toEqual([
      [2, 1_000],
      [0, 9],
    ])
  })
})
