import type { FilterReason } from '../format/row-format.ts'
import type { KafkaRecord } from '../kafka/record.ts'
import type { Span } from '../kafka/span.ts'

/** Counts, by span, the records that write no row, and keeps why. */
export class Filtered {
  readonly #counts = new Map<Span, number>()
  readonly #reasons = new Set<FilterReason>()
  #total = 0

  add(span: Span, reason: FilterReason): void {
    this.addAsked(span, 1)
    this.#reasons.add(reason)
  }

  /** Adds records that write no row because that was asked for: nobody needs to be told why. */
  addAsked(span: Span, records: number): void {
    this.#counts.set(span, this.of(span) + records)
    this.#total += records
  }

  /** Adds the records of a span that are known to write no row before they are decoded. */
  addKnown(span: Span, known: ReadonlyMap<KafkaRecord, FilterReason>): void {
    if (known.size === 0) return
    for (const record of span.records) {
      const reason = known.get(record)
      if (reason !== undefined) this.add(span, reason)
    }
  }

  of(span: Span): number {
    return this.#counts.get(span) ?? 0
  }

  get total(): number {
    return this.#total
  }

  get reasons(): ReadonlySet<FilterReason> {
    return this.#reasons
  }
}
