import type { Batch, KafkaRecord } from '../kafka/record.ts'
import type { Lessons } from './lessons.ts'

/**
 * The oldest timestamp among the records that were to be written: those that the ledger left, and those that a fault keeps
 * from being written.
 * @returns milliseconds since the epoch; null where there is no such record, or none with a timestamp
 */
export function oldestTimestamp(
  batches: readonly Batch[],
  { remainders, faults }: Pick<Lessons, 'remainders' | 'faults'>,
): number | null {
  const left = remainders?.flatMap(({ spans }) => spans) ?? batches
  const oldest = oldestOf(left, () => true)
  if (faults.revision === 0) return finite(oldest)
  // The ledger leaves nothing of a topic-partition that it finds fault with.
  return finite(
    Math.min(
      oldest,
      oldestOf(batches, (record) => faults.cuts(record)),
    ),
  )
}

function oldestOf(
  parts: Iterable<{ readonly records: readonly KafkaRecord[] }>,
  counts: (record: KafkaRecord) => boolean,
): number {
  let oldest = Number.POSITIVE_INFINITY
  for (const { records } of parts) {
    for (const record of records) {
      // A record without a timestamp says -1.
      if (record.timestamp >= 0 && record.timestamp < oldest && counts(record)) {
        oldest = record.timestamp
      }
    }
  }
  return oldest
}

function finite(timestamp: number): number | null {
  return Number.isFinite(timestamp) ? timestamp : null
}
