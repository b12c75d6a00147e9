import type { KafkaRecord } from '../kafka/record.ts'
import type { Span } from '../kafka/span.ts'
import type { Account } from '../singlestore/claim.ts'
import type { DeadLetter } from '../singlestore/dead-letter.ts'
import type { Filtered } from './encode-rows.ts'

/** The records of a span that are known to be deletes before they are decoded. */
export function countDeletes(span: Span, deletes: ReadonlySet<KafkaRecord>): number {
  return span.records.reduce(
    (count, record) => count + (record.value === null || deletes.has(record) ? 1 : 0),
    0,
  )
}

/** What became of each span's records, where not all of them were written. */
export function accountsOf(
  spans: readonly Span[],
  filtered: Filtered,
  letters: readonly DeadLetter[],
): ReadonlyMap<Span, Account> {
  const buried = new Set(letters.map(({ record }) => record))
  return new Map(
    spans.map((span) => [
      span,
      {
        filtered: filtered.get(span) ?? 0,
        deadLettered:
          buried.size === 0 ? 0 : span.records.filter((record) => buried.has(record)).length,
      },
    ]),
  )
}
