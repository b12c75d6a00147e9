import { describe, expect, test } from 'vitest'
import { EventError, RecordError, StoreError } from '../../../lib/errors.ts'
import { PartitionFaults, withMessage } from '../../../lib/sink/partition-faults.ts'
import { buildRecord, buildSpan } from '../kafka/build-record.ts'

const orders = { topic: 'orders', partition: 0 }

function fault(message: string) {
  return new RecordError('ERR_RECORD_UNDECODABLE', message)
}

describe('the fault of a topic-partition', () => {
  const faults = new PartitionFaults()
  faults.add(orders, 5, fault('five'))

  test('cuts the record at its offset and every later one, of its partition alone', () => {
    expect(faults.cuts(buildRecord(4))).toBe(false)
    expect(faults.cuts(buildRecord(5))).toBe(true)
    expect(faults.cuts(buildRecord(6))).toBe(true)
    expect(faults.cuts(buildRecord(6, { partition: 1 }))).toBe(false)
    expect(faults.cuts(buildRecord(6, { topic: 'songs' }))).toBe(false)
  })

  test('trims a span to what precedes it', () => {
    expect(faults.trim(buildSpan([3, 4, 5, 6]))).toEqual(buildSpan([3, 4]))
    expect(faults.trim(buildSpan([5, 6]))).toBeNull()
    const before = buildSpan([3, 4])
    expect(faults.trim(before)).toBe(before)
    const elsewhere = buildSpan([6], { partition: 1 })
    expect(faults.trim(elsewhere)).toBe(elsewhere)
  })
})

describe('of several faults of a topic-partition', () => {
  test('the earliest counts, whichever is found first', () => {
    const faults = new PartitionFaults()
    for (const offset of [8, 5, 9]) faults.add(orders, offset, fault(String(offset)))
    expect(faults.all()).toEqual([{ ...orders, offset: 5, error: fault('5') }])
  })

  test('one that moves the cut counts as a change, one behind it does not', () => {
    const faults = new PartitionFaults()
    const revisions = [8, 9, 8, 5].map((offset) => {
      faults.add(orders, offset, fault(String(offset)))
      return faults.revision
    })
    expect(revisions).toEqual([1, 1, 1, 2])
  })
})

describe('one error for all', () => {
  test('is none without faults, and the fault itself where there is one', () => {
    const faults = new PartitionFaults()
    expect(faults.failure()).toBeNull()
    const only = fault('only')
    faults.add(orders, 5, only)
    expect(faults.failure()).toBe(only)
  })

  test('names the places of the others', () => {
    const faults = new PartitionFaults()
    faults.add(orders, 5, fault('orders-0 offset 5: not JSON'))
    faults.add(
      { topic: 'songs', partition: 2 },
      9,
      new EventError('ERR_TOPIC_RECREATED', 'the topic was recreated'),
    )
    expect(faults.failure()).toMatchObject({
      code: 'ERR_RECORD_UNDECODABLE',
      message:
        'orders-0 offset 5: not JSON. Likewise stopped: songs-2 offset 9 (ERR_TOPIC_RECREATED).',
    })
  })

  test('of very many names ten and counts the rest', () => {
    const faults = new PartitionFaults()
    for (let partition = 0; partition < 14; partition += 1) {
      faults.add({ topic: 'orders', partition }, 1, fault('m'))
    }
    expect(faults.failure()?.message).toMatch(/orders-10 offset 1 \(\w+\) and 3 more\.$/)
  })
})

test('an error that says more keeps class, code, coordinates and number', () => {
  const store = new StoreError('ERR_STORE_TRANSIENT', 'm', {
    transient: true,
    errno: 1205,
    coordinates: { table: 't' },
  })
  expect(withMessage(store, 'more')).toBeInstanceOf(StoreError)
  expect(withMessage(store, 'more')).toMatchObject({
    message: 'more',
    code: 'ERR_STORE_TRANSIENT',
    transient: true,
    errno: 1205,
    coordinates: { table: 't' },
    cause: store,
  })
  expect(withMessage(fault('m'), 'more')).toBeInstanceOf(RecordError)
  expect(withMessage(new EventError('ERR_EVENT_INVALID', 'm'), 'more')).toBeInstanceOf(EventError)
})
