import type { Span } from '../../kafka/span.ts'

/** What the ledger knows of a topic-partition's end: the last sequence taken, the highest offset committed. */
export interface Tail {
  readonly sequence: number
  /** -1 while nothing is committed. */
  readonly highOffset: number
}

export const EMPTY_TAIL: Tail = { sequence: 0, highOffset: -1 }

/** One ledger row to insert: a span under the next sequence of its topic-partition. */
export interface Claim {
  readonly span: Span
  readonly sequence: number
  readonly filtered: number
  readonly firstTimestamp: number
  readonly lastTimestamp: number
  readonly minTimestamp: number
  readonly maxTimestamp: number
  readonly highOffset: number
}

/** What became of a span's records, where not all of them were written. */
export interface Account {
  readonly filtered: number
  readonly deadLettered: number
}

/**
 * Numbers the spans of one topic-partition behind its tail, in offset order.
 * @param filteredOf how many records of a span are known to write no row
 */
export function claimSpans(
  spans: readonly Span[],
  tail: Tail,
  filteredOf: (span: Span) => number = countTombstones,
): readonly Claim[] {
  let { sequence, highOffset } = tail
  return spans.map((span) => {
    sequence += 1
    highOffset = Math.max(highOffset, span.last)
    return { span, sequence, highOffset, filtered: filteredOf(span), ...summary(span) }
  })
}

function countTombstones({ records }: Span): number {
  return records.reduce((count, { value }) => (value === null ? count + 1 : count), 0)
}

function summary(span: Span) {
  let minTimestamp = Number.POSITIVE_INFINITY
  let maxTimestamp = Number.NEGATIVE_INFINITY
  for (const { timestamp } of span.records) {
    if (timestamp < minTimestamp) minTimestamp = timestamp
    if (timestamp > maxTimestamp) maxTimestamp = timestamp
  }
  return {
    minTimestamp,
    maxTimestamp,
    firstTimestamp: span.records[0]?.timestamp ?? minTimestamp,
    lastTimestamp: span.records.at(-1)?.timestamp ?? maxTimestamp,
  }
}
