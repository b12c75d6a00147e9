import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventBytes, fullestEvent } from '../../../../../infra/local/commands/cost/fullest-event.ts'
import { batchEvent } from '../../../../../infra/local/event-source/batch-event.ts'
import { PAYLOAD_LIMIT_BYTES } from '../../../../../infra/local/event-source/batch-limits.ts'

describe('the fullest event', () => {
  it('is never over 6 MB, and one record more is over it or over the batch size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (batchSize, recordBytes, partitions) => {
          const records = fullestEvent(batchSize, recordBytes, partitions)
          expect(records).toBeLessThanOrEqual(batchSize)
          expect(eventBytes(records, recordBytes, partitions)).toBeLessThanOrEqual(
            PAYLOAD_LIMIT_BYTES,
          )
          if (records === batchSize) return
          expect(eventBytes(records + 1, recordBytes, partitions)).toBeGreaterThan(
            PAYLOAD_LIMIT_BYTES,
          )
        },
      ),
    )
  })

  it('holds none where one record alone is too large', () => {
    expect(fullestEvent(10_000, 4_800_000, 6)).toBe(0)
  })

  it('has the bytes of an event of the simulator', () => {
    const event = (records: number) =>
      batchEvent(
        {
          kind: 'msk',
          arn: 'arn:aws:kafka:us-east-1:123456789012:cluster/sales/751d2973-a626-431c-9d4e-d7975eb44dd7-2',
          bootstrapServers: ['b-1', 'b-2', 'b-3']
            .map((broker) => `${broker}.sales.aa1bb2.c2.kafka.us-east-1.amazonaws.com:9098`)
            .join(','),
        },
        Array.from({ length: records }, (_, index) => ({
          topic: 'sales.purchases',
          partition: 10 + (index % 4),
          record: {
            offset: 1_000_000_000 + index,
            timestamp: 1_800_000_000_000,
            key: Buffer.from('0123456789'),
            value: new Uint8Array(1_000),
            headers: [],
          },
        })),
        'null',
      )
    for (const records of [1, 3, 4, 5, 100]) {
      expect(eventBytes(records, 1_000, 4)).toBe(Buffer.byteLength(event(records)))
    }
  })
})
