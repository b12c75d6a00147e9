import type { OffsetRange } from './offset-range.ts'
import type { KafkaRecord, TopicPartition } from './record.ts'

/**
 * Records of one topic-partition that lie between two committed ranges: what one ledger row will account for.
 * At least one record; offsets between them that were never delivered are gaps and count for nothing.
 */
export interface Span extends TopicPartition, OffsetRange {
  readonly records: readonly KafkaRecord[]
}

/** @throws RangeError without records */
export function spanOf(records: readonly KafkaRecord[]): Span {
  const first = records[0]
  const last = records.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('A span holds a record.')
  return {
    topic: first.topic,
    partition: first.partition,
    first: first.offset,
    last: last.offset,
    records,
  }
}

/** The part of a span before `offset`, or null where nothing precedes it. */
export function spanBefore(span: Span, offset: number): Span | null {
  if (span.last < offset) return span
  const records = span.records.filter((record) => record.offset < offset)
  return records.length === 0 ? null : spanOf(records)
}
