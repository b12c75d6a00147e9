import { faultOf } from '../../commands/fault-of.ts'
import type { Settlement } from '../../event-source/consumer-group.ts'
import { createConsumerGroup } from '../../event-source/create-consumer-group.ts'
import type { Delivery } from '../../event-source/delivery.ts'
import type { GivenUp } from '../../event-source/on-failure-record.ts'
import { runGroup } from '../../event-source/run-group.ts'
import type { TopicLog } from '../../event-source/topic-log.ts'
import type { Invocation } from '../../lambda/invocation.ts'
import type { FaultCounts } from '../faults/fault-kind.ts'
import {
  type DeliveryPlan,
  drawBatchSize,
  IN_PEACE,
  planDelivery,
  planInvocation,
} from '../faults/plan.ts'
import { seeded } from '../seeded.ts'
import type { Deployed } from './deployed.ts'
import type { OldEvents } from './old-events.ts'
import type { Progress } from './progress.ts'

export interface SegmentDelivery {
  readonly deployed: Deployed
  readonly log: TopicLog
  /** Of this topic in this segment. */
  readonly seed: number
  readonly counts: FaultCounts
  readonly progress: Progress
  readonly oldEvents: OldEvents
  /** Ends the delivery early. */
  readonly signal: AbortSignal
  /** Told of what the event source has given up, once for each. */
  readonly onGivenUp: (givenUp: GivenUp) => void
  /** Told when a partial answer has held records back. */
  readonly onHeld: () => void
  /** Told after each delivery which share of the records is done with, from 0 to 1. */
  readonly onDone: (share: number) => void
}

/** A mapping without one success for so long will not get on. */
const STUCK_MS = 60_000

/** What is drawn for a delivery. */
interface Entry {
  /** The same in every run of the seed, as far as the same records are cut into it. */
  readonly name: string
  readonly plan: DeliveryPlan
  /** Containers that have got it so far. */
  copies: number
}

/** Delivers a piece of a topic to its end, while each delivery suffers what the seed has for it. */
export async function deliverSegment(segment: SegmentDelivery): Promise<void> {
  const { deployed, log, seed, counts, progress, oldEvents } = segment
  const { deployment } = deployed
  const random = seeded(seed, 'group')
  const group = createConsumerGroup({
    topic: log,
    source: deployment.source,
    settings: { ...deployment.mapping, batchSize: drawBatchSize(random) },
    random,
    clock: Date.now,
    functionName: deployment.sinkName,
  })
  const nameOf = createNamer()
  const entries = new Map<Delivery, Entry>()
  const beside = new Set<Promise<unknown>>()
  const all = group.pendingRecords
  let pending = all
  let succeededMs = performance.now()
  let heard = 0

  function entryOf(delivery: Delivery): Entry {
    const known = entries.get(delivery)
    if (known !== undefined) return known
    const name = nameOf(delivery)
    const plan = progress.inPeace ? IN_PEACE : planDelivery(seeded(seed, 'delivery', name))
    const made = { name, plan, copies: 0 }
    entries.set(delivery, made)
    return made
  }

  function changeGroup({ group: change }: DeliveryPlan): void {
    if (change === null) return
    counts.add(change.kind)
    switch (change.kind) {
      case 'rebalance':
        group.rebalance(change.pollers)
        break
      case 'other boundaries':
        group.update({ batchSize: change.batchSize })
        break
      case 'offset commit refused':
        group.refuseNextCommit()
        break
      default:
        change satisfies never
    }
  }

  function deliverOld({ name }: Entry): void {
    const random = seeded(seed, 'old', name)
    const old = oldEvents.draw(random)
    if (old === null) return
    counts.add('old event again')
    const again = deployed
      .invoke('sink', old, planInvocation(random))
      .finally(() => beside.delete(again))
    beside.add(again)
  }

  async function invoke(delivery: Delivery): Promise<Invocation> {
    const entry = entryOf(delivery)
    const { plan } = entry
    entry.copies += 1
    if (entry.copies > 1) {
      counts.add('duplicate invocation')
      const other = planInvocation(seeded(seed, 'copy', entry.name))
      return await deployed.invoke('sink', delivery.event, other)
    }
    if (plan.again) deliverOld(entry)
    const { abandon } = plan
    const timer =
      abandon !== null || plan.group !== null
        ? setTimeout(() => {
            if (abandon !== null && group.abandon(delivery, abandon.cuts)) {
              counts.add('overlapping invocation')
            }
            changeGroup(plan)
          }, abandon?.afterMs ?? 10)
        : undefined
    try {
      return await deployed.invoke('sink', delivery.event, plan)
    } finally {
      clearTimeout(timer)
    }
  }

  function afterOutcome(delivery: Delivery, invocation: Invocation, settlement: Settlement): void {
    oldEvents.keep(delivery.event, seeded(seed, 'keep', entryOf(delivery).name))
    entries.delete(delivery)
    const left = group.pendingRecords
    progress.delivered(pending - left)
    pending = left
    segment.onDone(1 - left / all)
    for (; heard < group.givenUp.length; heard += 1) {
      const givenUp = group.givenUp[heard]
      if (givenUp !== undefined) segment.onGivenUp(givenUp)
    }
    if (invocation.kind === 'answered') {
      succeededMs = performance.now()
      if (settlement.kind === 'settled' && settlement.again.length > 0) {
        counts.add('partial answer')
        segment.onHeld()
      }
      return
    }
    if (performance.now() - succeededMs > STUCK_MS) throw stuck(deployed, invocation)
    if (group.settings.bisectBatchOnFunctionError && delivery.records.length > 1) {
      counts.add('halved batch')
    }
  }

  await runGroup(group, {
    invoke,
    signal: segment.signal,
    hooks: { afterOutcome },
    copies: (delivery) => entryOf(delivery).plan.copies,
  })
  await Promise.all(beside)
}

/** Names a delivery by its records and how often they came, not by the order in which pollers are served. */
function createNamer(): (delivery: Delivery) => string {
  const times = new Map<string, number>()
  return ({ records }) => {
    const [first] = records
    const key = `${first?.partition}/${first?.record.offset}/${records.length}`
    const time = (times.get(key) ?? 0) + 1
    times.set(key, time)
    return `${key}/${time}`
  }
}

function stuck({ deployment }: Deployed, invocation: Invocation): Error {
  const { code, message } = faultOf(invocation) ?? { code: '', message: '' }
  return new Error(
    `${deployment.topic}: no invocation succeeded for ${STUCK_MS / 1_000} s, the last one failed with ${code}: ${message}`,
  )
}
