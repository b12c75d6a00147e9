import type { CommittedRange } from '../../../lib/kafka/committed-range.ts'
import { buildRecord } from './build-record.ts'

/** The range that committing the records of these offsets leaves in the ledger. */
export function buildRange(offsets: readonly number[]): CommittedRange {
  const timestamps = offsets.map((offset) => buildRecord(offset).timestamp)
  return {
    first: Math.min(...offsets),
    last: Math.max(...offsets),
    records: offsets.length,
    firstTimestamp: timestamps[0] ?? 0,
    lastTimestamp: timestamps.at(-1) ?? 0,
    minTimestamp: Math.min(...timestamps),
    maxTimestamp: Math.max(...timestamps),
  }
}
