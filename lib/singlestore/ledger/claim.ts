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
 * What is known to be filtered before decoding is the tombstones.
 */
export function claimSpans(spans: readonly Span[], tail: Tail): readonly Claim[] {
  let { sequence, highOffset } = tail
  return spans.map((span) => {
    sequence += 1
    highOffset = Math.max(highOffset, span.last)
    return { span, sequence, highOffset, ...summary(span) }
  })
}

function summary(span: Span) {
  let filtered = 0
  let minTimestamp = Number.POSITIVE_INFINITY
  let maxTimestamp = Number.NEGATIVE_INFINITY
  for (const { value, timestamp } of span.records) {
    if (value === null) filtered += 1
    if (timestamp < minTimestamp) minTimestamp = timestamp
    if (timestamp > maxTimestamp) maxTimestamp = timestamp
  }
  return {
    filtered,
    minTimestamp,
    maxTimestamp,
    firstTimestamp: span.records[0]?.timestamp ?? minTimestamp,
    lastTimestamp: span.records.at(-1)?.timestamp ?? maxTimestamp,
  }
}
