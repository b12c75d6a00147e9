import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConsumerGroup } from '../../../../infra/local/event-source/consumer-group.ts'
import { createConsumerGroup } from '../../../../infra/local/event-source/create-consumer-group.ts'
import type { Delivery } from '../../../../infra/local/event-source/delivery.ts'
import { mapKey } from '../../../../infra/local/event-source/event-json.ts'
import type { MappingSettings } from '../../../../infra/local/event-source/mapping-settings.ts'
import { createRandom } from '../../../../infra/local/event-source/random.ts'
import type { PolledRecord, TopicLog } from '../../../../infra/local/event-source/topic-log.ts'
import type { Outcome } from '../../../../infra/local/lambda/invocation.ts'
import { arbitraryTopic } from './arbitrary-topic.ts'
import { nameOf, recordsOf } from './build-topic.ts'

const source = { kind: 'self-managed', bootstrapServers: 'b' } as const
const ok: Outcome = { kind: 'answered', response: null }
const crashed: Outcome = { kind: 'crashed', exitCode: null, signal: 'SIGKILL' }
const timedOut: Outcome = { kind: 'timed-out', timeoutMs: 1 }

function groupOf(topic: TopicLog, settings: Partial<MappingSettings>, clock = () => 0, seed = 1) {
  return createConsumerGroup({ topic, source, settings, random: createRandom(seed), clock })
}

function reportOf(failed: readonly PolledRecord[]): Outcome {
  const batchItemFailures = failed.map((one) => ({
    itemIdentifier: { partition: mapKey(one), offset: one.record.offset },
  }))
  return { kind: 'answered', response: { batchItemFailures } }
}

/** What an outcome covers with success, by a reading of its own. */
function covered({ records }: Delivery, outcome: Outcome, reporting: boolean): readonly string[] {
  if (outcome.kind !== 'answered') return []
  const { batchItemFailures = [] } = (outcome.response ?? {}) as {
    batchItemFailures?: readonly { itemIdentifier: { partition: string; offset: number } }[]
  }
  if (!reporting) return records.map(nameOf)
  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
  const known = records.map((one) => `${mapKey(one)}@${one.record.offset}`)
  if (failed.some(({ partition, offset }) => !known.includes(`${partition}@${offset}`))) return []
  return records
    .filter(
      (one) =>
        !failed.some(({ partition, offset }) => {
          return partition === mapKey(one) && offset <= one.record.offset
        }),
    )
    .map(nameOf)
}

const settings: fc.Arbitrary<Partial<MappingSettings>> = fc.record({
  batchSize: fc.integer({ min: 1, max: 12 }),
  windowMs: fc.constantFrom(0, 500, Number.POSITIVE_INFINITY),
  payloadBytes: fc.integer({ min: 230, max: 3000 }),
  maximumRetryAttempts: fc.integer({ min: -1, max: 2 }),
  maximumRecordAgeInSeconds: fc.constantFrom(-1, -1, 2),
  bisectBatchOnFunctionError: fc.boolean(),
  functionResponseTypes: fc.constantFrom([], ['ReportBatchItemFailures'] as const),
  onFailure: fc.constantFrom(
    null,
    { kind: 's3' } as const,
    { kind: 'kafka', topic: 'failed', manner: 'documented' } as const,
    { kind: 'kafka', topic: 'failed', manner: 'observed' } as const,
  ),
  pollers: fc.integer({ min: 1, max: 3 }),
  invocationsPerPoller: fc.constantFrom(1, 5),
  remainderIsBare: fc.boolean(),
  longestRun: fc.integer({ min: 1, max: 6 }),
})

type Step =
  | { readonly kind: 'next' }
  | { readonly kind: 'settle'; readonly which: number; readonly how: How; readonly pick: number }
  | { readonly kind: 'abandon'; readonly which: number; readonly cuts: 'same' | 'other' }
  | { readonly kind: 'rebalance'; readonly pollers: number }
  | { readonly kind: 'update'; readonly batchSize: number }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'wait'; readonly ms: number }

type How = 'succeeds' | 'partly' | 'misreports' | 'crashes' | 'times out'

const which = fc.nat(7)
const next: fc.Arbitrary<Step> = fc.constant({ kind: 'next' })
const settled: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('settle'),
  which,
  how: fc.constantFrom<How>('succeeds', 'partly', 'misreports', 'crashes', 'times out'),
  pick: fc.nat(30),
})
const disturbances: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('abandon'),
    which,
    cuts: fc.constantFrom<'same' | 'other'>('same', 'other'),
  }),
  fc.record({ kind: fc.constant('rebalance'), pollers: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('update'), batchSize: fc.integer({ min: 1, max: 12 }) }),
  fc.constant({ kind: 'refuse' } as const),
  fc.record({ kind: fc.constant('wait'), ms: fc.nat(1500) }),
)
const steps = fc.array(
  fc.oneof(
    { arbitrary: next, weight: 4 },
    { arbitrary: settled, weight: 5 },
    { arbitrary: disturbances, weight: 1 },
  ),
  { maxLength: 120 },
)

function outcomeOf({ records }: Delivery, how: How, pick: number): Outcome {
  switch (how) {
    case 'succeeds':
      return ok
    case 'partly':
      return reportOf(records.filter((_, index) => index % 7 === pick % 7))
    case 'misreports':
      return reportOf(
        records.map((one) => ({
          ...one,
          record: { ...one.record, offset: one.record.offset - pick - 1 },
        })),
      )
    case 'crashes':
      return crashed
    case 'times out':
      return timedOut
  }
}

/** Drives a group and checks after each step what must always hold. */
class Witness {
  readonly #topic: TopicLog
  readonly #group: ConsumerGroup
  readonly #seen: Delivery[] = []
  readonly done = new Set<string>()

  constructor(topic: TopicLog, group: ConsumerGroup) {
    this.#topic = topic
    this.#group = group
  }

  /** Deliveries that started and whose invocations may still end, those that the group abandoned included. */
  pick(which: number): Delivery | undefined {
    return this.#seen[which % Math.max(1, this.#seen.length)]
  }

  next(): boolean {
    const delivery = this.#group.next()
    if (delivery === null) return false
    this.#seen.push(delivery)
    this.#checkDelivery(delivery)
    return true
  }

  settle(delivery: Delivery, outcome: Outcome): void {
    const waited = this.#group.underWay.includes(delivery)
    const reporting = this.#group.settings.functionResponseTypes.length > 0
    const settlement = this.#group.settle(delivery, outcome)
    this.#seen.splice(this.#seen.indexOf(delivery), 1)
    expect(settlement.kind).toBe(waited ? 'settled' : 'stale')
    if (settlement.kind === 'stale') return
    const names = covered(delivery, outcome, reporting)
    expect(settlement.succeeded.map(nameOf)).toEqual(names)
    for (const name of names) this.done.add(name)
  }

  #lost(): ReadonlySet<string> {
    return new Set(this.#group.givenUp.flatMap(({ records }) => records.map(nameOf)))
  }

  /** Nothing is committed that no success covered and that was not given up. */
  checkCommits(): void {
    const lost = this.#lost()
    for (const one of recordsOf(this.#topic)) {
      if (one.record.offset >= this.#group.committed(one.partition)) continue
      expect(this.done.has(nameOf(one)) || lost.has(nameOf(one))).toBe(true)
    }
  }

  /** Nothing is polled that is committed; whatever stands before a record is done with, or before it in the event. */
  #checkDelivery(delivery: Delivery): void {
    const lost = this.#lost()
    const before = new Set<string>()
    const last = new Map<number, number>()
    for (const one of delivery.records) {
      expect(one.record.offset).toBeGreaterThan(last.get(one.partition) ?? -1)
      expect(one.record.offset).toBeGreaterThanOrEqual(this.#group.committed(one.partition))
      last.set(one.partition, one.record.offset)
      before.add(nameOf(one))
    }
    for (const one of recordsOf(this.#topic)) {
      if (one.record.offset > (last.get(one.partition) ?? -1)) continue
      const name = nameOf(one)
      expect(before.has(name) || this.done.has(name) || lost.has(name)).toBe(true)
    }
    const event = JSON.parse(delivery.event) as { records: Record<string, { offset: number }[]> }
    const delivered = Object.entries(event.records).flatMap(([key, list]) =>
      list.map(({ offset }) => `${key}@${offset}`),
    )
    expect(delivered.toSorted()).toEqual(
      delivery.records.map((one) => `${mapKey(one)}@${one.record.offset}`).toSorted(),
    )
    const others = this.#group.underWay.filter((one) => one !== delivery)
    for (const other of others) {
      expect(other.records.some(({ partition }) => last.has(partition))).toBe(false)
    }
    const beside = others.filter(({ poller }) => poller === delivery.poller)
    expect(beside.length).toBeLessThan(this.#group.settings.invocationsPerPoller)
  }

  /** In the end each record succeeded, or was given up, and then the destination has it. */
  checkEnd(): void {
    expect(this.#group.settled).toBe(true)
    expect(this.#group.pendingRecords).toBe(0)
    const lost = this.#lost()
    for (const one of recordsOf(this.#topic)) {
      expect(this.done.has(nameOf(one)) || lost.has(nameOf(one))).toBe(true)
    }
    for (const { records, messages } of this.#group.givenUp) {
      if (this.#group.settings.onFailure === null) expect(messages).toEqual([])
      else expect(messages.flatMap(offsetsIn).toSorted()).toEqual(records.map(nameOf).toSorted())
    }
  }
}

function offsetsIn(message: ConsumerGroup['givenUp'][number]['messages'][number]): string[] {
  const { payload } = JSON.parse(message.kind === 's3' ? message.body : message.value) as {
    payload: unknown
  }
  const event = message.kind === 's3' ? JSON.parse(String(payload)) : payload
  const { records } = event as { records: Record<string, { partition: number; offset: number }[]> }
  return Object.values(records).flatMap((list) =>
    list.map(({ partition, offset }) => `${partition}/${offset}`),
  )
}

test('whatever happens, every record ends covered by a success or given up, none is committed before, order holds', () => {
  fc.assert(
    fc.property(arbitraryTopic, settings, steps, fc.nat(), (topic, choice, walk, seed) => {
      let nowMs = 3000
      const group = groupOf(topic, choice, () => nowMs, seed)
      const witness = new Witness(topic, group)
      for (const step of walk) {
        switch (step.kind) {
          case 'next':
            witness.next()
            break
          case 'settle': {
            const delivery = witness.pick(step.which)
            if (delivery) witness.settle(delivery, outcomeOf(delivery, step.how, step.pick))
            break
          }
          case 'abandon': {
            const delivery = witness.pick(step.which)
            if (delivery) group.abandon(delivery, step.cuts)
            break
          }
          case 'rebalance':
            group.rebalance(step.pollers)
            break
          case 'update':
            group.update({ batchSize: step.batchSize })
            break
          case 'refuse':
            group.refuseNextCommit()
            break
          case 'wait':
            nowMs += step.ms
        }
        witness.checkCommits()
      }
      // From here on all goes well; a refusal may still be ahead of the last commit.
      for (let left = 5000; left > 0; left--) {
        if (witness.next()) continue
        const [delivery] = group.underWay
        if (delivery === undefined) break
        witness.settle(delivery, ok)
        witness.checkCommits()
      }
      witness.checkEnd()
    }),
    { numRuns: 500 },
  )
})
