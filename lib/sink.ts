import type { SinkError } from './errors.ts'
import type { Batch } from './kafka/record.ts'
import type { RemainingMs } from './singlestore/session/connection.ts'
import { tallyBetween } from './singlestore/tally.ts'
import { Delivery } from './sink/delivery.ts'
import { Lessons, type Result } from './sink/lessons.ts'
import { Measures } from './sink/measures.ts'
import type { PartitionFault } from './sink/partition-faults.ts'
import { recover } from './sink/recover.ts'
import type { SinkParts } from './sink/sink-parts.ts'
import type { Totals } from './sink/totals.ts'

/** What an event came to: everything is committed but what stands at or behind a fault. */
export interface Outcome {
  readonly totals: Totals
  readonly tables: readonly string[]
  readonly retries: number
  readonly faults: readonly PartitionFault[]
  /** One error for all faults, to throw where they cannot be reported one by one. */
  readonly failure: SinkError | null
}

/** Writes the batches of one event: one transaction holds their rows and the record of which offsets they came from. */
export class Sink {
  readonly #parts: SinkParts

  constructor(parts: SinkParts) {
    this.#parts = parts
  }

  /**
   * Commits what can be committed. In the normal path that is all, in one transaction.
   * @param measures told what it came to, a failure included; of this invocation alone
   * @throws EventError, StoreError, ConfigError; then nothing more was written than `measures` tells
   */
  async accept(
    batches: readonly Batch[],
    remainingMs: RemainingMs,
    measures: Measures = new Measures(),
  ): Promise<Outcome> {
    const lessons = new Lessons()
    const { tally } = this.#parts.sessions
    const before = { ...tally }
    try {
      if (batches.length > 0) measures.add(await this.#commit(batches, lessons, remainingMs))
      for (const batch of lessons.deferred) {
        measures.add(await this.#commit([batch], lessons, remainingMs))
      }
    } finally {
      measures.end(batches, lessons, tallyBetween(before, tally))
    }
    return {
      totals: measures.totals,
      tables: measures.tables,
      retries: measures.retries,
      faults: lessons.faults.all(),
      failure: lessons.faults.failure(),
    }
  }

  /** Tries until the batches are committed or no other try can help. */
  async #commit(
    batches: readonly Batch[],
    lessons: Lessons,
    remainingMs: RemainingMs,
  ): Promise<Result> {
    lessons.unsettled = null
    const delivery = new Delivery(this.#parts, lessons, remainingMs)
    for (;;) {
      const pending = batches.filter(
        (batch) => batches.length === 1 || !lessons.deferred.has(batch),
      )
      try {
        const result = await delivery.attempt(pending)
        if (result !== 'again') return result
      } catch (error) {
        const given = await recover(error, pending, lessons, this.#parts, remainingMs)
        if (given !== 'again') return given
      }
    }
  }
}
