import { expect, test } from 'vitest'
import { EventError, RecordError, StoreError } from '../../../lib/errors.ts'
import { locate } from '../../../lib/sink/locate.ts'
import { buildRecord } from '../kafka/build-record.ts'

const record = buildRecord(7, { topic: 'songs', partition: 3, value: 'c2VjcmV0' })

test('a fault of a record is told with its place, its own coordinates kept', () => {
  const fault = new RecordError('ERR_RECORD_OUT_OF_RANGE', 'too large', {
    coordinates: { column: 'price' },
  })
  const located = locate(fault, record)
  expect(located).toBeInstanceOf(RecordError)
  expect(located).toMatchObject({
    code: 'ERR_RECORD_OUT_OF_RANGE',
    message: 'songs-3 offset 7: too large',
    coordinates: { topic: 'songs', partition: 3, offset: 7, column: 'price' },
    cause: fault,
  })
})

test('a fault of the event stays one', () => {
  const located = locate(new EventError('ERR_EVENT_INVALID', 'no base64'), record)
  expect(located).toBeInstanceOf(EventError)
  expect(located).toMatchObject({
    code: 'ERR_EVENT_INVALID',
    message: 'songs-3 offset 7: no base64',
    coordinates: { topic: 'songs', partition: 3, offset: 7 },
  })
})

test.each([
  new StoreError('ERR_STORE_PERMANENT', 'm', { transient: false }),
  new TypeError('m'),
  'm',
])('what is no fault of the record passes unchanged: %s', (error) => {
  expect(locate(error, record)).toBe(error)
})
