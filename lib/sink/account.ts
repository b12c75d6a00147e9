import type { Span } from '../kafka/span.ts'
import type { DeadLetter } from '../singlestore/dead-letter/dead-letter.ts'
import type { Account } from '../singlestore/ledger/claim.ts'
import type { Filtered } from './filtered.ts'

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
        filtered: filtered.of(span),
        deadLettered:
          buried.size === 0 ? 0 : span.records.filter((record) => buried.has(record)).length,
      },
    ]),
  )
}
