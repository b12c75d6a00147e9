import type { KafkaRecord } from '../../kafka/record.ts'

interface OfRecord {
  readonly record: KafkaRecord
}

/** What of that which records ask for is left undone, though nothing is wrong with it. */
export class Fates<Source extends OfRecord> {
  readonly #sources: readonly Source[]
  readonly #dropped = new Set<Source>()

  /** @param sources all that is asked, with all that one record asks */
  constructor(sources: readonly Source[]) {
    this.#sources = sources
  }

  drop(source: Source): void {
    this.#dropped.add(source)
  }

  /** The records of which nothing is done. */
  idle(): ReadonlySet<KafkaRecord> {
    const idle = new Set<KafkaRecord>()
    if (this.#dropped.size === 0) return idle
    for (const { record } of this.#dropped) idle.add(record)
    for (const source of this.#sources) {
      if (!this.#dropped.has(source)) idle.delete(source.record)
    }
    return idle
  }
}
