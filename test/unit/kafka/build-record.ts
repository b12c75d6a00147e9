import type { Batch, KafkaRecord } from '../../../lib/kafka/record.ts'
import { type Span, spanOf } from '../../../lib/kafka/span.ts'

/** A record of `orders-0` whose timestamp follows its offset; `parts` says what is different. */
export function buildRecord(offset: number, parts: Partial<KafkaRecord> = {}): KafkaRecord {
  return {
    topic: 'orders',
    partition: 0,
    offset,
    timestamp: 1_000 + offset,
    key: null,
    value: 'e30=',
    headers: [],
    keySchema: null,
    valueSchema: null,
    ...parts,
  }
}

export function buildBatch(
  offsets: readonly number[],
  parts: Partial<KafkaRecord> = {},
): Batch & { readonly records: readonly KafkaRecord[] } {
  const { topic, partition } = buildRecord(0, parts)
  return { topic, partition, records: offsets.map((offset) => buildRecord(offset, parts)) }
}

export function buildSpan(offsets: readonly number[], parts: Partial<KafkaRecord> = {}): Span {
  return spanOf(buildBatch(offsets, parts).records)
}
