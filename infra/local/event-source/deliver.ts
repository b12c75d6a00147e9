import type { Invocation } from '../lambda/invocation.ts'
import type { BatchLimits } from './batch-limits.ts'
import type { CommittedOffsets } from './committed-offsets.ts'
import { createConsumerGroup } from './create-consumer-group.ts'
import type { Delivery } from './delivery.ts'
import type { EventSource } from './event-json.ts'
import { mappingDefaults } from './mapping-settings.ts'
import type { GivenUp } from './on-failure-record.ts'
import { createRandom, type Random } from './random.ts'
import type { NullForm } from './record-json.ts'
import { runGroup } from './run-group.ts'
import type { TopicLog } from './topic-log.ts'

/** One event source mapping without error handling of its own: a topic, read by a group, cut into events for a function. */
export interface EventSourceMapping {
  readonly source: EventSource
  readonly limits: BatchLimits
  readonly nulls: NullForm
  readonly topic: TopicLog
  /** The partitions of each poller; a poller has one invocation at a time under way, pollers run side by side. */
  readonly groups: readonly (readonly number[])[]
  /** Deliveries of a batch after the first; infinity is Lambda's default. */
  readonly maximumRetries: number
  readonly offsets: CommittedOffsets
  readonly random: Random
  /** Most records of one partition in a row, where the poller has several; 500 by default. */
  readonly longestRun?: number
  /** How many containers get this delivery at the same time; one, unless overlap is wanted. */
  readonly copies?: (random: Random) => number
}

export interface DeliveryReport {
  readonly batches: number
  readonly records: number
  /** Every delivery, repetitions and copies included. */
  readonly invocations: readonly Invocation[]
  /** Records that fit into no event. */
  readonly oversized: readonly GivenUp[]
  /** Batches given up after the last retry; their offsets are committed all the same. */
  readonly discarded: readonly GivenUp[]
}

/**
 * Delivers what the group has not committed yet, up to the end of the logs.
 *
 * @param invoke runs the function on an event's JSON
 * @param onBatch hears of each batch once it is done with
 */
export async function deliver(
  mapping: EventSourceMapping,
  invoke: (event: string) => Promise<Invocation>,
  onBatch: (batch: Delivery) => void = () => {},
): Promise<DeliveryReport> {
  const { topic, source, groups, offsets, random, maximumRetries, copies = () => 1 } = mapping
  const group = createConsumerGroup({
    topic,
    source,
    offsets,
    random,
    clock: Date.now,
    assign: () => groups,
    settings: {
      ...mapping.limits,
      nulls: mapping.nulls,
      longestRun: mapping.longestRun ?? mappingDefaults.longestRun,
      maximumRetryAttempts: Number.isFinite(maximumRetries) ? maximumRetries : -1,
    },
  })
  const randoms = groups.map(() => createRandom(random.integer(0, 2 ** 32 - 1)))
  const invocations: Invocation[] = []
  let batches = 0
  let records = 0
  await runGroup(group, {
    async invoke({ event }) {
      const invocation = await invoke(event)
      invocations.push(invocation)
      return invocation
    },
    copies: ({ poller }) => copies(randoms[poller] ?? random),
    hooks: {
      afterOutcome(delivery, _, settlement) {
        if (settlement.kind === 'stale' || settlement.again.length > 0) return
        batches += 1
        records += delivery.records.length
        onBatch(delivery)
      },
    },
  })
  return {
    batches,
    records,
    invocations,
    oversized: group.givenUp.filter(({ condition }) => condition === 'MaximumPayloadSizeExceeded'),
    discarded: group.givenUp.filter(({ condition }) => condition === 'RetryAttemptsExhausted'),
  }
}
