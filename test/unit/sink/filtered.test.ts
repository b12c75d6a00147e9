import { expect, test } from 'vitest'
import { Filtered } from '../../../lib/sink/filtered.ts'
import { buildSpan } from '../kafka/build-record.ts'

test('what writes no row is counted by span, and each reason kept once', () => {
  const one = buildSpan([1, 2, 3])
  const two = buildSpan([7])
  const [first, , last] = one.records
  if (first === undefined || last === undefined) throw new RangeError('three records')
  const filtered = new Filtered()
  filtered.addKnown(
    one,
    new Map([
      [first, 'delete'],
      [last, 'truncate'],
    ]),
  )
  filtered.addKnown(two, new Map([[last, 'truncate']]))
  filtered.add(one, 'delete')

  expect([filtered.of(one), filtered.of(two), filtered.total]).toEqual([3, 0, 3])
  expect([...filtered.reasons]).toEqual(['delete', 'truncate'])
})
