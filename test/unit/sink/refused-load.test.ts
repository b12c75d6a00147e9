import { expect, test } from 'vitest'
import { toStoreError } from '../../../lib/singlestore/session/store-error.ts'
import { RefusedLoadError } from '../../../lib/sink/refused-load.ts'
import { buildSpan } from '../kafka/build-record.ts'
import { driverError } from '../singlestore/session/driver-error.ts'

const refusal = toStoreError(
  driverError("Duplicate entry 'ann@example.org' for key 'email'", { errno: 1062 }),
  'loading rows into "customers"',
)

function refused(...spans: readonly ReturnType<typeof buildSpan>[]) {
  const of = spans.flatMap((span) => span.records.map(() => span))
  const find = async () => new Map()
  return new RefusedLoadError({ table: 'customers', spans: of, find }, refusal)
}

test('the refusal names table, topic-partitions and offset ranges, and never the value', () => {
  const error = refused(buildSpan([1, 2, 5]), buildSpan([9], { topic: 'songs', partition: 2 }))
  expect(error.message).toBe(
    'SingleStore refused a row for table "customers" among the records of orders-0 [1, 5], songs-2 [9, 9]; ' +
      'everything was rolled back. While loading rows into "customers": error 1062: a duplicate key (email)',
  )
  expect(error).toMatchObject({
    code: 'ERR_RECORD_REFUSED',
    coordinates: { table: 'customers' },
    cause: refusal,
  })
})

test('of many spans twenty are named and the rest is counted', () => {
  const spans = Array.from({ length: 23 }, (_, index) => buildSpan([index * 10]))
  const { message } = refused(...spans)
  expect(message).toContain('orders-0 [190, 190] and 3 more;')
  expect(message).not.toContain('[200, 200]')
})
