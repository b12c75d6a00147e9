import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RecordError } from '../../../lib/errors.ts'
import type { KafkaRecord } from '../../../lib/kafka/record.ts'
import { spanOf } from '../../../lib/kafka/span.ts'
import { partialResponse } from '../../../lib/lambda/response.ts'
import { PartitionFaults } from '../../../lib/sink/partition-faults.ts'
import { buildBatch } from '../kafka/build-record.ts'

/** Topics and partitions of which one name ends where another goes on. */
const places = [
  { topic: 'orders', partition: 1 },
  { topic: 'orders', partition: 11 },
  { topic: 'orders-1', partition: 1 },
  { topic: 'toString', partition: 0 },
] as const

const batches = fc
  .tuple(
    ...places.map((place) =>
      fc.uniqueArray(fc.nat(30), { maxLength: 12 }).map((offsets) =>
        buildBatch(
          offsets.toSorted((a, b) => a - b),
          place,
        ),
      ),
    ),
  )
  .map((all) => all.filter(({ records }) => records.length > 0))

/** Faults at delivered records, in whatever order they are come upon. */
const delivery = batches.chain((all) => {
  const records = all.flatMap((batch) => batch.records)
  return fc.record({ batches: fc.constant(all), found: fc.shuffledSubarray([...records]) })
})

function faultsOf(found: readonly KafkaRecord[]) {
  const faults = new PartitionFaults()
  for (const record of found) {
    faults.add(record, record.offset, new RecordError('ERR_RECORD_UNDECODABLE', 'no JSON'))
  }
  return faults
}

function placeOf({ topic, partition, offset }: KafkaRecord): string {
  return `${topic}-${partition}@${offset}`
}

test('each delivered record either commits or is reported, and none that follows a reported one commits', () => {
  fc.assert(
    fc.property(delivery, ({ batches: all, found }) => {
      const faults = faultsOf(found)
      const committed = all.flatMap(
        ({ records }) => faults.trim(spanOf(records))?.records.map(placeOf) ?? [],
      )
      const reported = partialResponse(all, faults.all()).batchItemFailures.map(
        ({ itemIdentifier }) => `${itemIdentifier.partition}@${itemIdentifier.offset}`,
      )

      const bad = new Set(found)
      const expected = all.flatMap(({ records }) => {
        const first = records.findIndex((record) => bad.has(record))
        return first < 0 ? [] : records.slice(first)
      })
      expect(reported.toSorted()).toEqual(expected.map(placeOf).toSorted())
      expect([...committed, ...reported].toSorted()).toEqual(
        all.flatMap(({ records }) => records.map(placeOf)).toSorted(),
      )
    }),
    { numRuns: 2_000 },
  )
})

test('in whatever order faults are found, the same records are cut', () => {
  fc.assert(
    fc.property(delivery, ({ batches: all, found }) => {
      const one = faultsOf(found)
      const other = faultsOf(found.toReversed())
      for (const record of all.flatMap(({ records }) => records)) {
        expect(other.cuts(record)).toBe(one.cuts(record))
        const earlier = found.some(
          ({ topic, partition, offset }) =>
            topic === record.topic && partition === record.partition && offset <= record.offset,
        )
        expect(one.cuts(record)).toBe(earlier)
      }
    }),
    { numRuns: 1_000 },
  )
})
