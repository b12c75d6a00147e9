import type { Outcome } from '../lambda/invocation.ts'
import type { Assign } from './assign.ts'
import type { CommittedOffsets } from './committed-offsets.ts'
import type { Delivery } from './delivery.ts'
import type { EventSource } from './event-json.ts'
import type { MappingSettings } from './mapping-settings.ts'
import type { GivenUp } from './on-failure-record.ts'
import type { Random } from './random.ts'
import type { PolledRecord, TopicLog } from './topic-log.ts'

export interface ConsumerGroupOptions {
  /** The log may grow meanwhile. */
  readonly topic: TopicLog
  readonly source: EventSource
  readonly settings?: Partial<MappingSettings>
  /** Draws who reads which partitions, and gives each poller numbers of its own. */
  readonly random: Random
  /** Milliseconds since the epoch: what the age of records is measured by. */
  readonly clock: () => number
  /** Where an earlier mapping of the same group stopped; a new group begins with the topic. */
  readonly offsets?: CommittedOffsets
  /** Deals partitions out to pollers; at random and evenly by default. */
  readonly assign?: Assign
  /** Named in what a destination gets. */
  readonly functionName?: string
}

/** What became of a delivery. */
export type Settlement =
  | {
      readonly kind: 'settled'
      /** What this outcome covered with success. */
      readonly succeeded: readonly PolledRecord[]
      /** What will be delivered again. */
      readonly again: readonly PolledRecord[]
      readonly givenUp: readonly PolledRecord[]
      /** `refused` by the broker: the poller joins the group anew and reads from the committed offsets. */
      readonly commit: 'accepted' | 'refused'
    }
  /** The group had stopped waiting for it: its outcome moves nothing. */
  | { readonly kind: 'stale' }

/** An outcome, with the id that a destination names. */
export type NamedOutcome = Outcome & { readonly requestId?: string }

/** The consumer group of one event source mapping: which event comes next, and what an outcome changes. No I/O. */
export interface ConsumerGroup {
  readonly settings: MappingSettings
  /** The next event that may be delivered now, counted as under way; null while none may, or when all is settled. */
  next(): Delivery | null
  settle(delivery: Delivery, outcome: NamedOutcome): Settlement
  /**
   * Stops waiting for a delivery whose invocation may well go on: its records are delivered again at once, in the same cuts
   * (no retry is used up) or polled anew from the committed offsets. False where the group did not wait any more.
   */
  abandon(delivery: Delivery, cuts: 'same' | 'other'): boolean
  /** Deals the partitions out anew, to as many pollers as now or as given; what is not committed is polled again. */
  rebalance(pollers?: number): void
  /** Changes the mapping: polling starts again from the committed offsets. */
  update(changes: Partial<MappingSettings>): void
  /** Lets the broker refuse the next commit of offsets. */
  refuseNextCommit(): void
  /** Resolves at the next change: something was settled, abandoned, rebalanced or updated. */
  whenChanged(): Promise<void>
  /** Deliveries that the group waits for. */
  readonly underWay: readonly Delivery[]
  /** Records at or behind the committed offsets. */
  readonly pendingRecords: number
  /** Nothing pending and nothing under way. */
  readonly settled: boolean
  /** All that was given up, with what the destination got. */
  readonly givenUp: readonly GivenUp[]
  /** The committed offset: the lowest of the partition that is not done with. */
  committed(partition: number): number
}
