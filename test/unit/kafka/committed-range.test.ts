import { describe, expect, test } from 'vitest'
import { EventError } from '../../../lib/errors.ts'
import { guardDeliveredCount, guardSameRecord } from '../../../lib/kafka/committed-range.ts'
import { buildRange } from './build-range.ts'
import { buildBatch, buildRecord } from './build-record.ts'

const range = {
  ...buildRange([10, 11, 12, 13]),
  firstTimestamp: 500,
  lastTimestamp: 400,
  minTimestamp: 300,
  maxTimestamp: 600,
}

function check(offset: number, timestamp: number) {
  return () => guardSameRecord(buildRecord(offset, { timestamp }), range)
}

describe('a record inside a committed range', () => {
  test.each([
    ['at the first offset with its timestamp', 10, 500],
    ['at the last offset with its timestamp', 13, 400],
    ['in between with the lowest timestamp', 11, 300],
    ['in between with the highest timestamp', 12, 600],
  ])('%s is the same record', (_, offset, timestamp) => {
    expect(check(offset, timestamp)).not.toThrow()
  })

  test.each([
    ['at the first offset with another timestamp', 10, 501],
    ['at the last offset with another timestamp', 13, 500],
    ['below all timestamps', 11, 299],
    ['above all timestamps', 12, 601],
    ['without a timestamp among records that had one', 11, -1],
  ])('%s belongs to a recreated topic', (_, offset, timestamp) => {
    expect(check(offset, timestamp)).toThrow(
      expect.objectContaining({
        code: 'ERR_TOPIC_RECREATED',
        coordinates: { topic: 'orders', partition: 0, offset },
      }),
    )
  })

  test('of a topic without timestamps is the same record', () => {
    const timeless = {
      ...range,
      firstTimestamp: -1,
      lastTimestamp: -1,
      minTimestamp: -1,
      maxTimestamp: -1,
    }
    expect(() => guardSameRecord(buildRecord(10, { timestamp: -1 }), timeless)).not.toThrow()
  })

  test('of a range that was adopted is the same at its ends, too, unless it is younger than the adoption', () => {
    const adopted = {
      ...{ ...range, firstTimestamp: null, lastTimestamp: null },
      ...{ minTimestamp: -1, maxTimestamp: 600 },
    }
    for (const offset of [10, 11, 13]) {
      for (const timestamp of [-1, 0, 600]) {
        expect(() => guardSameRecord(buildRecord(offset, { timestamp }), adopted)).not.toThrow()
      }
      expect(() => guardSameRecord(buildRecord(offset, { timestamp: 601 }), adopted)).toThrow(
        /carries a later timestamp than the adoption of \[10, 13\]/,
      )
    }
  })

  test('the message names record, range and the way out', () => {
    expect(check(12, 601)).toThrow(EventError)
    expect(check(12, 601)).toThrow(/^orders-0 offset 12 .*\[10, 13\].*new SINK_NAME/)
  })
})

describe('how many records a committed range was made of', () => {
  test('as many, or fewer, are its records again', () => {
    expect(() => guardDeliveredCount(buildBatch([10, 11, 12, 13]).records, range)).not.toThrow()
    expect(() => guardDeliveredCount(buildBatch([11]).records, range)).not.toThrow()
    expect(() => guardDeliveredCount([], range)).not.toThrow()
  })

  test('more are refused with the way out', () => {
    const five = buildBatch([10, 11, 12, 13, 13]).records
    expect(() => guardDeliveredCount(five, range)).toThrow(
      /^orders-0 \[10, 13\] was committed as 4 records, but now 5 .*"action":"forget","topic":"orders","partition":0,"from":10,"to":13/,
    )
  })
})
