import { type CommittedRange, guardDeliveredCount, guardSameRecord } from './committed-range.ts'
import type { Batch, KafkaRecord } from './record.ts'
import { type Span, spanOf } from './span.ts'

/** What is left of a batch once the committed ranges are taken away. */
export interface Remainder {
  readonly spans: readonly Span[]
  /** Records that are committed already. */
  readonly repeated: number
}

/**
 * Takes the committed ranges away from a batch.
 * Only overlap is judged: gaps between offsets are normal (compaction, transaction markers).
 * @param committed ranges that overlap the batch, disjoint, in any order
 * @throws EventError `ERR_TOPIC_RECREATED`, `ERR_RECORDS_UNDELIVERED`
 */
export function subtract(batch: Batch, committed: readonly CommittedRange[]): Remainder {
  const ranges = committed.toSorted((a, b) => a.first - b.first)
  const spans: Span[] = []
  let open: KafkaRecord[] = []
  let inside: KafkaRecord[] = []
  let next = 0
  let repeated = 0

  const close = () => {
    if (open.length > 0) spans.push(spanOf(open))
    open = []
  }
  const leave = (range: CommittedRange) => {
    guardDeliveredCount(inside, range)
    repeated += inside.length
    inside = []
    next += 1
  }

  for (const record of batch.records) {
    let range = ranges[next]
    while (range !== undefined && range.last < record.offset) {
      close()
      leave(range)
      range = ranges[next]
    }
    if (range !== undefined && range.first <= record.offset) {
      close()
      guardSameRecord(record, range)
      inside.push(record)
    } else {
      open.push(record)
    }
  }
  close()
  const last = ranges[next]
  if (last !== undefined && inside.length > 0) leave(last)
  return { spans, repeated }
}
