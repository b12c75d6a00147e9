import { assignEvenly } from './assign.ts'
import { createCommittedOffsets } from './committed-offsets.ts'
import type {
  ConsumerGroup,
  ConsumerGroupOptions,
  NamedOutcome,
  Settlement,
} from './consumer-group.ts'
import type { Delivery } from './delivery.ts'
import { splitExpired } from './expired.ts'
import { indexAt } from './index-at.ts'
import { judge } from './judge.ts'
import { doneUpTo, replaceFirst } from './lane.ts'
import { createLosses } from './losses.ts'
import { type MappingSettings, mappingDefaults } from './mapping-settings.ts'
import type { Part } from './part.ts'
import { type OpenBatch, Poller } from './poller.ts'
import { createRandom } from './random.ts'
import type { PolledRecord } from './topic-log.ts'

/** A delivery that the group waits for, and where it came from. */
interface Awaited {
  readonly poller: Poller
  readonly batch: OpenBatch
}

/** Starts reading a topic as an event source mapping does. */
export function createConsumerGroup(options: ConsumerGroupOptions): ConsumerGroup {
  const { topic, random } = options
  const { offsets = createCommittedOffsets(), assign = assignEvenly } = options
  const awaited = new Map<Delivery, Awaited>()
  const losses = createLosses(
    options.functionName ?? 'sink',
    options.clock,
    createRandom(random.integer(0, 2 ** 32 - 1)),
  )
  let settings: MappingSettings = { ...mappingDefaults, ...options.settings }
  let pollers: readonly Poller[] = []
  let deliveries = 0
  let refusing = false
  let change = Promise.withResolvers<void>()

  function deal(): void {
    awaited.clear()
    const partitions = topic.partitions.map(({ partition }) => partition)
    pollers = assign(partitions, settings.pollers, random).map(
      (group, id) =>
        new Poller({
          id,
          topic,
          source: options.source,
          settings,
          partitions: group,
          committed: offsets.next,
          // Pollers run side by side: each draws from numbers of its own, whichever is faster.
          random: createRandom(random.integer(0, 2 ** 32 - 1)),
        }),
    )
  }

  function changed(): void {
    change.resolve()
    change = Promise.withResolvers()
  }

  /** Tells the broker what is done with; a refusal throws the poller back to what the broker knows. */
  function commit(poller: Poller, batch: OpenBatch): 'accepted' | 'refused' {
    const advances = [...doneUpTo(batch.lane)].filter(([at, next]) => next > offsets.next(at))
    if (batch.lane.parts.length === 0) poller.close(batch)
    if (refusing && advances.length > 0) {
      refusing = false
      for (const [delivery, { poller: its }] of awaited) {
        if (its === poller) awaited.delete(delivery)
      }
      poller.restart()
      return 'refused'
    }
    for (const [partition, next] of advances) offsets.advance(partition, next)
    return 'accepted'
  }

  /** Gives up what is too old to be sent. True where the batch is to be looked at again. */
  function expire(poller: Poller, batch: OpenBatch, part: Part): boolean {
    const { maximumRecordAgeInSeconds } = settings
    const split = splitExpired(part.records, maximumRecordAgeInSeconds, options.clock())
    if (split.expired.length === 0) return false
    losses.add(
      {
        condition: 'RecordAgeExceeded',
        records: split.expired,
        invokeCount: part.attempt - 1,
        requestId: null,
        source: poller.sourceOf(part),
      },
      settings,
    )
    const rest: Part = { ...part, records: split.fresh, event: null }
    batch.lane = replaceFirst(batch.lane, split.fresh.length > 0 ? [rest] : [])
    commit(poller, batch)
    return true
  }

  /** Leaves a record behind that fits into no event. */
  function skip(one: PolledRecord): void {
    const loss = { records: [one], invokeCount: 0, requestId: null, source: options.source }
    losses.add({ condition: 'MaximumPayloadSizeExceeded', ...loss }, settings)
    offsets.advance(one.partition, one.record.offset + 1)
  }

  function nextOf(poller: Poller): Delivery | null {
    for (let found = poller.next(); found !== null; found = poller.next()) {
      if (found.kind === 'oversized') {
        skip(found.record)
        continue
      }
      const [part] = found.lane.parts
      if (part === undefined || expire(poller, found, part)) continue
      deliveries += 1
      const delivery = poller.start(found, part, deliveries)
      awaited.set(delivery, { poller, batch: found })
      return delivery
    }
    return null
  }

  function settle(delivery: Delivery, outcome: NamedOutcome): Settlement {
    const waiting = awaited.get(delivery)
    const [part] = waiting?.batch.lane.parts ?? []
    if (waiting === undefined || part === undefined) return { kind: 'stale' }
    const { poller, batch } = waiting
    awaited.delete(delivery)
    batch.delivery = null
    const verdict = judge(part, outcome, settings)
    batch.lane = replaceFirst(batch.lane, verdict.again)
    losses.add(
      {
        condition: 'RetryAttemptsExhausted',
        records: verdict.givenUp,
        invokeCount: part.attempt,
        requestId: outcome.requestId ?? null,
        source: poller.sourceOf(part),
      },
      settings,
    )
    const committed = commit(poller, batch)
    changed()
    return {
      kind: 'settled',
      succeeded: verdict.succeeded,
      again: verdict.again.flatMap(({ records }) => records),
      givenUp: verdict.givenUp,
      commit: committed,
    }
  }

  deal()
  return {
    get settings() {
      return settings
    },
    next() {
      for (const poller of pollers) {
        const delivery = nextOf(poller)
        if (delivery !== null) return delivery
      }
      return null
    },
    settle,
    abandon(delivery, cuts) {
      const waiting = awaited.get(delivery)
      if (waiting === undefined) return false
      awaited.delete(delivery)
      waiting.batch.delivery = null
      if (cuts === 'other') waiting.poller.release(waiting.batch)
      changed()
      return true
    },
    rebalance(count = settings.pollers) {
      settings = { ...settings, pollers: count }
      deal()
      changed()
    },
    update(changes) {
      settings = { ...settings, ...changes }
      deal()
      changed()
    },
    refuseNextCommit() {
      refusing = true
    },
    whenChanged: () => change.promise,
    get underWay() {
      return [...awaited.keys()]
    },
    get pendingRecords() {
      return topic.partitions.reduce(
        (sum, { partition, records }) =>
          sum + records.length - indexAt(records, offsets.next(partition)),
        0,
      )
    },
    get settled() {
      return awaited.size === 0 && this.pendingRecords === 0
    },
    givenUp: losses.all,
    committed: offsets.next,
  }
}
