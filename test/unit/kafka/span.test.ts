import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spanBefore, spanOf } from '../../../lib/kafka/span.ts'
import { buildSpan } from './build-record.ts'

test('a span without records is no span', () => {
  expect(() => spanOf([])).toThrow(RangeError)
})

describe('the part of a span before an offset', () => {
  const span = buildSpan([10, 12, 15])

  test('is the span itself when all of it lies before', () => {
    expect(spanBefore(span, 16)).toBe(span)
  })

  test('is nothing when the span begins there or later', () => {
    expect(spanBefore(span, 10)).toBeNull()
    expect(spanBefore(span, 3)).toBeNull()
  })

  test('ends with the last record before, not with the offset', () => {
    expect(spanBefore(span, 15)).toEqual(buildSpan([10, 12]))
    expect(spanBefore(span, 12)).toEqual(buildSpan([10]))
  })

  test('keeps every record before the offset and none from it on', () => {
    const offsets = fc.uniqueArray(fc.nat(50), { minLength: 1 })
    fc.assert(
      fc.property(offsets, fc.nat(60), (unsorted, cut) => {
        const sorted = unsorted.toSorted((a, b) => a - b)
        const kept = spanBefore(buildSpan(sorted), cut)?.records.map(({ offset }) => offset) ?? []
        expect(kept).toEqual(sorted.filter((offset) => offset < cut))
      }),
    )
  })
})
