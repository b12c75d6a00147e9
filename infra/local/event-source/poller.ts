import { batchEvent } from './batch-event.ts'
import { cutBatches, type OversizedRecord } from './cut-batches.ts'
import type { Delivery } from './delivery.ts'
import { bareSource, type EventSource } from './event-json.ts'
import { indexAt } from './index-at.ts'
import { heldBy, type Lane, openLane, replaceFirst } from './lane.ts'
import type { MappingSettings } from './mapping-settings.ts'
import type { Part } from './part.ts'
import { pollRecords } from './poll-records.ts'
import type { Random } from './random.ts'
import type { TopicLog } from './topic-log.ts'

/** A batch on its way, and the delivery of its first part while one is under way. */
export interface OpenBatch {
  readonly kind: 'open'
  lane: Lane
  delivery: Delivery | null
}

export interface PollerOptions {
  readonly id: number
  readonly topic: TopicLog
  readonly source: EventSource
  readonly settings: MappingSettings
  readonly partitions: readonly number[]
  readonly committed: (partition: number) => number
  readonly random: Random
}

/** A member of a consumer group: how far it has polled its partitions, and the batches on their way. */
export class Poller {
  readonly #options: PollerOptions
  readonly #positions = new Map<number, number>()
  readonly #open = new Set<OpenBatch>()

  constructor(options: PollerOptions) {
    this.#options = options
    this.#rewind(options.partitions)
  }

  /**
   * A batch that waits for its next delivery, or a fresh one of partitions that no other batch holds; drawn, where both
   * could be. Null while the poller is busy or has nothing left.
   */
  next(): OpenBatch | OversizedRecord | null {
    const { settings, random } = this.#options
    const waiting = [...this.#open].filter(({ delivery }) => delivery === null)
    if (this.#open.size - waiting.length >= settings.invocationsPerPoller) return null
    const ready = this.#partitionsBehind()
    const choices = waiting.length + (ready.length > 0 ? 1 : 0)
    const drawn = choices === 0 ? undefined : waiting[random.integer(0, choices - 1)]
    return drawn ?? (ready.length > 0 ? this.#poll(ready) : null)
  }

  /** Starts the next delivery of a batch that waits for one. */
  start(batch: OpenBatch, part: Part, id: number): Delivery {
    const { records, attempt, reason } = part
    const { nulls } = this.#options.settings
    const event = part.event ?? batchEvent(this.sourceOf(part), records, nulls)
    const delivery = { id, poller: this.#options.id, records, event, attempt, reason }
    batch.lane = replaceFirst(batch.lane, [{ ...part, event }])
    batch.delivery = delivery
    return delivery
  }

  /** What the event of a part names. */
  sourceOf({ bare }: Part): EventSource {
    return bare ? bareSource : this.#options.source
  }

  /** Every part of the batch is done with: its partitions are free. */
  close(batch: OpenBatch): void {
    this.#open.delete(batch)
  }

  /** Lets go of a batch, to poll its records anew from the committed offsets. */
  release(batch: OpenBatch): void {
    this.#open.delete(batch)
    this.#rewind(heldBy(batch.lane))
  }

  /** Joins the group anew: everything that is not committed will be polled again. */
  restart(): void {
    this.#open.clear()
    this.#rewind(this.#options.partitions)
  }

  #rewind(partitions: Iterable<number>): void {
    for (const partition of partitions) {
      this.#positions.set(partition, this.#options.committed(partition))
    }
  }

  #position(partition: number): number {
    return this.#positions.get(partition) ?? 0
  }

  /** The partitions that no batch holds and that have records to poll. */
  #partitionsBehind(): readonly number[] {
    const held = new Set([...this.#open].flatMap(({ lane }) => [...heldBy(lane)]))
    return this.#options.topic.partitions
      .filter(({ partition }) => this.#options.partitions.includes(partition))
      .filter(({ partition }) => !held.has(partition))
      .filter(
        ({ partition, records }) => indexAt(records, this.#position(partition)) < records.length,
      )
      .map(({ partition }) => partition)
  }

  #poll(ready: readonly number[]): OpenBatch | OversizedRecord | null {
    const { topic, source, settings, random } = this.#options
    const polled = pollRecords(
      topic,
      settings.invocationsPerPoller === 1 ? ready : someOf(ready, random),
      (partition) => this.#position(partition),
      random,
      settings.longestRun,
    )
    const [cut] = cutBatches(polled, { source, limits: settings, nulls: settings.nulls })
    if (cut === undefined) return null
    const records = cut.kind === 'oversized' ? [cut.record] : cut.records
    for (const { partition, record } of records) {
      this.#positions.set(partition, record.offset + 1)
    }
    if (cut.kind === 'oversized') return cut
    const batch: OpenBatch = {
      kind: 'open',
      lane: openLane(cut.records, cut.event),
      delivery: null,
    }
    this.#open.add(batch)
    return batch
  }
}

/** A poller of several invocations leaves partitions for the others. */
function someOf(partitions: readonly number[], random: Random): readonly number[] {
  const some = partitions.filter(() => random.fraction() < 0.5)
  return some.length > 0 ? some : partitions
}
