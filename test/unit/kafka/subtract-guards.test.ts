import fc from 'fast-check'
import { expect, test } from 'vitest'
import { subtract } from '../../../lib/kafka/subtract.ts'
import { buildRange } from './build-range.ts'
import { buildBatch, buildRecord } from './build-record.ts'

const offsets = fc
  .uniqueArray(fc.nat(50), { minLength: 1, maxLength: 20 })
  .map((all) => all.toSorted((a, b) => a - b))

function refusalOf(act: () => unknown): unknown {
  try {
    act()
    return null
  } catch (error) {
    return Reflect.get(Object(error), 'code')
  }
}

test('a whole redelivery is refused exactly where a filter hid a record inside a committed range', () => {
  const filtered = fc.tuple(offsets, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }))
  fc.assert(
    fc.property(filtered, ([log, hidden]) => {
      const committed = log.filter((_, index) => hidden[index] === false)
      fc.pre(committed.length > 0)
      const range = buildRange(committed)
      const inside = log.filter((offset) => offset >= range.first && offset <= range.last)

      const refusal = refusalOf(() => subtract(buildBatch(log), [range]))

      expect(refusal).toBe(inside.length > committed.length ? 'ERR_RECORDS_UNDELIVERED' : null)
    }),
    { numRuns: 2_000 },
  )
})

test('no part of a topic that was recreated later is taken for a repetition', () => {
  const parts = fc.tuple(offsets, offsets, fc.integer({ min: 100, max: 10_000 }))
  fc.assert(
    fc.property(parts, ([committed, delivered, laterMs]) => {
      const range = buildRange(committed)
      const records = delivered.map((offset) => {
        const { timestamp } = buildRecord(offset)
        return buildRecord(offset, { timestamp: timestamp + laterMs })
      })
      const overlaps = delivered.some((offset) => offset >= range.first && offset <= range.last)

      const refusal = refusalOf(() => subtract({ topic: 'orders', partition: 0, records }, [range]))

      expect(refusal).toBe(overlaps ? 'ERR_TOPIC_RECREATED' : null)
    }),
    { numRuns: 2_000 },
  )
})

test('a redelivery of any part of what was committed is refused by neither guard', () => {
  const parts = fc.tuple(offsets, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }))
  fc.assert(
    fc.property(parts, ([log, again]) => {
      const delivered = log.filter((_, index) => again[index] === true)
      expect(subtract(buildBatch(delivered), [buildRange(log)])).toEqual({
        spans: [],
        repeated: delivered.length,
      })
    }),
    { numRuns: 1_000 },
  )
})
