import type { KafkaRecord } from '../../kafka/record.ts'
import type { Span } from '../../kafka/span.ts'
import type { Filtered } from '../filtered.ts'
import type { Landing } from './landing.ts'

/** What of that which records ask for is left undone, though nothing is wrong with it. */
export class Fates {
  readonly #landings: readonly Landing[]
  readonly #dropped = new Set<Landing>()
  readonly #counts = new Map<Span, number>()

  constructor(landings: readonly Landing[]) {
    this.#landings = landings
  }

  drop(landing: Landing): void {
    this.#dropped.add(landing)
  }

  /** Where only the number is known; each must come of another record. */
  dropSome(span: Span, count: number): void {
    this.#counts.set(span, (this.#counts.get(span) ?? 0) + count)
  }

  has(landing: Landing): boolean {
    return this.#dropped.has(landing)
  }

  /** Adds the records of which nothing is done. */
  account(filtered: Filtered): void {
    for (const [span, count] of this.#counts) filtered.addAsked(span, count)
    if (this.#dropped.size === 0) return
    const idle = new Map<KafkaRecord, Span>()
    for (const { record, span } of this.#dropped) idle.set(record, span)
    for (const landing of this.#landings) {
      if (!this.#dropped.has(landing)) idle.delete(landing.record)
    }
    for (const span of idle.values()) filtered.addAsked(span, 1)
  }
}
