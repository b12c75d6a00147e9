import type { Invocation } from '../lambda/invocation.ts'
import { afterInvocation } from './after-invocation.ts'
import type { CommittedOffsets } from './committed-offsets.ts'
import {
  type CutOptions,
  cutBatches,
  type EventBatch,
  type OversizedRecord,
} from './cut-batches.ts'
import { pollRecords } from './poll-records.ts'
import { createRandom, type Random } from './random.ts'
import type { TopicLog } from './topic-log.ts'

/** One event source mapping: a topic, read by a consumer group, cut into events for one function. */
export interface EventSourceMapping extends CutOptions {
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
  readonly oversized: readonly OversizedRecord[]
  /** Batches given up after the last retry; their offsets are committed all the same. */
  readonly discarded: readonly EventBatch[]
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
  onBatch: (batch: EventBatch) => void = () => {},
): Promise<DeliveryReport> {
  const { topic, groups, offsets, random, maximumRetries, copies = () => 1 } = mapping
  const invocations: Invocation[] = []
  const oversized: OversizedRecord[] = []
  const discarded: EventBatch[] = []
  let batches = 0
  let records = 0

  async function deliverBatch(batch: EventBatch, random: Random): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const others = Array.from({ length: copies(random) - 1 }, () => invoke(batch.event))
      const [first, ...rest] = await Promise.all([invoke(batch.event), ...others])
      invocations.push(first, ...rest)
      const verdict = afterInvocation(first, attempt, maximumRetries)
      if (verdict === 'retry') continue
      if (verdict === 'discard') discarded.push(batch)
      return
    }
  }

  async function runPoller(group: readonly number[], random: Random): Promise<void> {
    const polled = pollRecords(topic, group, offsets.next, random, mapping.longestRun)
    for (const cut of cutBatches(polled, mapping)) {
      if (cut.kind === 'oversized') {
        oversized.push(cut)
        offsets.commit([cut.record])
        continue
      }
      await deliverBatch(cut, random)
      offsets.commit(cut.records)
      batches += 1
      records += cut.records.length
      onBatch(cut)
    }
  }

  // Pollers run side by side: each draws from numbers of its own, whichever is faster.
  const pollers = groups.map((group) => ({
    group,
    random: createRandom(random.integer(0, 2 ** 32 - 1)),
  }))
  await Promise.all(pollers.map((poller) => runPoller(poller.group, poller.random)))
  return { batches, records, invocations, oversized, discarded }
}
