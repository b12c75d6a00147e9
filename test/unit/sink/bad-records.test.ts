import { describe, expect, test } from 'vitest'
import { EventError, RecordError, StoreError } from '../../../lib/errors.ts'
import { BadRecords, isTooMany, type Tolerance } from '../../../lib/sink/bad-records.ts'
import { PartitionFaults } from '../../../lib/sink/partition-faults.ts'
import { buildBatch } from '../kafka/build-record.ts'

const fault = new RecordError('ERR_RECORD_UNDECODABLE', 'not JSON')

function begin(tolerance: Tolerance, count: number) {
  const batch = buildBatch(Array.from({ length: count }, (_, index) => 100 + index))
  const faults = new PartitionFaults()
  return { batch, faults, bad: new BadRecords(tolerance, faults, [batch]) }
}

describe('without tolerance', () => {
  test('a bad record stops its topic-partition, located', () => {
    const { batch, faults, bad } = begin('none', 3)
    for (const record of batch.records.slice(1)) bad.add(fault, record, 'decode')
    expect(faults.all()).toEqual([
      expect.objectContaining({ topic: 'orders', partition: 0, offset: 101 }),
    ])
    expect(faults.failure()?.message).toBe('orders-0 offset 101: not JSON')
    expect(bad.letters).toEqual([])
  })
})

describe('with tolerance', () => {
  test('a bad record becomes a letter, once, and stops nothing', () => {
    const { batch, faults, bad } = begin('all', 3)
    const [, second] = batch.records
    if (second === undefined) throw new RangeError('three records')
    bad.add(fault, second, 'map')
    bad.add(new RecordError('ERR_RECORD_REFUSED', 'later'), second, 'load')
    expect(bad.letters).toEqual([
      { record: second, stage: 'map', error: expect.objectContaining({ code: fault.code }) },
    ])
    expect(batch.records.map((record) => bad.has(record))).toEqual([false, true, false])
    expect(faults.all()).toEqual([])
  })

  test('when more than half of a batch is bad, nothing of it is buried and all of it stops', () => {
    const { batch, faults, bad } = begin('all', 20)
    for (const record of batch.records.slice(9)) bad.add(fault, record, 'decode')
    expect(bad.letters).toEqual([])
    expect(faults.all()).toEqual([
      expect.objectContaining({
        offset: 100,
        error: expect.objectContaining({ code: 'ERR_TOO_MANY_BAD' }),
      }),
    ])
  })

  test('another topic-partition keeps its letters then', () => {
    const batch = buildBatch(Array.from({ length: 20 }, (_, index) => index))
    const other = buildBatch([1, 2], { partition: 1 })
    const bad = new BadRecords('all', new PartitionFaults(), [batch, other])
    for (const record of [...other.records.slice(1), ...batch.records])
      bad.add(fault, record, 'map')
    expect(bad.letters.map(({ record }) => record)).toEqual(other.records.slice(1))
  })
})

test.each([
  [1, 1, false],
  [10, 10, false],
  [11, 11, true],
  [11, 21, true],
  [11, 22, false],
  [500, 1_000, false],
  [501, 1_000, true],
])('%s bad of %s delivered: too many is %s', (bad, delivered, tooMany) => {
  expect(isTooMany(bad, delivered)).toBe(tooMany)
})

test.each(['none', 'all'] as const)(
  'what is no fault of the record is thrown on (%s)',
  (tolerance) => {
    const { batch, bad } = begin(tolerance, 1)
    const [record] = batch.records
    if (record === undefined) throw new RangeError('one record')
    const missing = new StoreError('ERR_STORE_PERMANENT', 'm', { transient: false })
    expect(() => bad.add(missing, record, 'map')).toThrow(missing)
    expect(() =>
      bad.add(new EventError('ERR_EVENT_INVALID', 'no base64'), record, 'decode'),
    ).toThrow('orders-0 offset 100: no base64')
  },
)
