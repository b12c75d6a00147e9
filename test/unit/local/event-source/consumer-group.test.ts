import { expect, test } from 'vitest'
import type {
  ConsumerGroup,
  ConsumerGroupOptions,
} from '../../../../infra/local/event-source/consumer-group.ts'
import { createConsumerGroup } from '../../../../infra/local/event-source/create-consumer-group.ts'
import type { Delivery } from '../../../../infra/local/event-source/delivery.ts'
import {
  type MappingSettings,
  mappingDefaults,
} from '../../../../infra/local/event-source/mapping-settings.ts'
import { createRandom } from '../../../../infra/local/event-source/random.ts'
import type { LogRecord, TopicLog } from '../../../../infra/local/event-source/topic-log.ts'
import type { Outcome } from '../../../../infra/local/lambda/invocation.ts'
import { nameOf, topicOf } from './build-topic.ts'

const ok: Outcome = { kind: 'answered', response: null }
const crashed: Outcome = { kind: 'crashed', exitCode: null, signal: 'SIGKILL' }
const failing = (partition: string, offset: number): Outcome => ({
  kind: 'answered',
  response: { batchItemFailures: [{ itemIdentifier: { partition, offset } }] },
})

const backlog = { windowMs: Number.POSITIVE_INFINITY }
const reporting = { ...backlog, functionResponseTypes: ['ReportBatchItemFailures'] } as const

function groupOf(
  topic: TopicLog,
  settings: Partial<MappingSettings>,
  more: Partial<ConsumerGroupOptions> = {},
): ConsumerGroup {
  return createConsumerGroup({
    topic,
    source: { kind: 'self-managed', bootstrapServers: 'b' },
    settings,
    random: createRandom(1),
    clock: () => 0,
    ...more,
  })
}

function take(group: ConsumerGroup): Delivery {
  const delivery = group.next()
  if (delivery === null) throw new Error('There is nothing to deliver.')
  return delivery
}

const names = (delivery: Delivery | null) => delivery?.records.map(nameOf).toSorted()

/** Lets everything succeed and gives the names of what was delivered, in order. */
function drain(group: ConsumerGroup): readonly string[] {
  const delivered: string[] = []
  while (!group.settled) {
    const delivery = take(group)
    delivered.push(...delivery.records.map(nameOf))
    group.settle(delivery, ok)
  }
  return delivered
}

test('a mapping of which nothing is configured has the defaults of Lambda', () => {
  expect(mappingDefaults).toMatchObject({
    batchSize: 100,
    windowMs: 500,
    payloadBytes: 6 * 1024 * 1024,
    maximumRetryAttempts: -1,
    maximumRecordAgeInSeconds: -1,
    bisectBatchOnFunctionError: false,
    functionResponseTypes: [],
    onFailure: null,
  })
})

test('one delivery at a time, and none at the end', () => {
  const group = groupOf(topicOf(5), { ...backlog, batchSize: 3 })
  const first = take(group)
  expect(names(first)).toEqual(['0/0', '0/1', '0/2'])
  expect(group.next()).toBeNull()
  expect(group.underWay).toEqual([first])
  expect(group.settle(first, ok)).toMatchObject({ kind: 'settled', commit: 'accepted' })
  expect(drain(group)).toEqual(['0/3', '0/4'])
  expect(group.next()).toBeNull()
})

test('a batch that keeps failing holds its partitions and comes again as the same event', () => {
  const group = groupOf(topicOf(2), { ...backlog, batchSize: 1 })
  const first = take(group)
  group.settle(first, crashed)
  for (let attempt = 2; attempt < 50; attempt++) {
    const again = take(group)
    expect(again).toMatchObject({ event: first.event, attempt, reason: 'retried' })
    group.settle(again, crashed)
  }
  expect([group.committed(0), group.pendingRecords]).toEqual([0, 2])
})

test('halves come one after the other, and the second waits until the first is done with', () => {
  const group = groupOf(topicOf(4), { ...backlog, bisectBatchOnFunctionError: true })
  const walk: [readonly string[] | undefined, string][] = []
  const step = (outcome: Outcome): void => {
    const delivery = take(group)
    walk.push([names(delivery), delivery.reason])
    group.settle(delivery, outcome)
  }
  for (const outcome of [crashed, crashed, crashed, ok, ok, ok]) step(outcome)
  expect(walk).toEqual([
    [['0/0', '0/1', '0/2', '0/3'], 'polled'],
    [['0/0', '0/1'], 'halved'],
    [['0/0'], 'halved'],
    [['0/0'], 'retried'],
    [['0/1'], 'halved'],
    [['0/2', '0/3'], 'halved'],
  ])
  expect(group.settled).toBe(true)
})

test('a partition that fails in part is held at its first failure, the others go on for as long as it lasts', () => {
  const group = groupOf(topicOf(6, 60), { ...reporting, batchSize: 12, longestRun: 6 })
  const remainders: Delivery[] = []
  for (let turn = 0; turn < 200 && group.committed(1) < 60; turn++) {
    const delivery = take(group)
    if (delivery.reason === 'remainder') remainders.push(delivery)
    const held = delivery.records.some((one) => nameOf(one) === '0/2')
    group.settle(delivery, held ? failing('t-0', 2) : ok)
  }
  expect([group.committed(0), group.committed(1)]).toEqual([2, 60])
  expect(remainders.length).toBeGreaterThan(1)
  for (const { event, records } of remainders) {
    expect(Object.keys(JSON.parse(event))).toEqual(['records'])
    expect(nameOf(records[0] ?? expect.fail())).toBe('0/2')
  }
  expect(remainders.map(({ attempt }) => attempt)).toEqual(remainders.map((_, index) => index + 2))
  drain(group)
  expect(group.committed(0)).toBe(6)
})

test('what remains after a partial response may name its source, as documented', () => {
  const group = groupOf(topicOf(3), { ...reporting, remainderIsBare: false })
  group.settle(take(group), failing('t-0', 1))
  const { event, records } = take(group)
  expect(JSON.parse(event).eventSource).toBe('SelfManagedKafka')
  expect(records.map(nameOf)).toEqual(['0/1', '0/2'])
})

test('a refused commit makes the poller deliver again what had succeeded, cut as it comes', () => {
  const group = groupOf(topicOf(4), { ...backlog, batchSize: 2 })
  group.refuseNextCommit()
  expect(group.settle(take(group), ok)).toMatchObject({ commit: 'refused' })
  expect(group.committed(0)).toBe(0)
  expect(drain(group)).toEqual(['0/0', '0/1', '0/2', '0/3'])
})

test('a rebalance deals the partitions anew: old outcomes move nothing, records come with other neighbours', () => {
  const group = groupOf(topicOf(3, 3), { ...backlog, pollers: 2 })
  const old = [take(group), take(group)]
  expect(old.map(names).toSorted()).toEqual([
    ['0/0', '0/1', '0/2'],
    ['1/0', '1/1', '1/2'],
  ])
  group.rebalance(1)
  const together = take(group)
  expect(names(together)).toEqual(['0/0', '0/1', '0/2', '1/0', '1/1', '1/2'])
  for (const one of old) expect(group.settle(one, ok)).toEqual({ kind: 'stale' })
  expect([group.committed(0), group.committed(1)]).toEqual([0, 0])
  group.settle(together, ok)
  expect(group.settled).toBe(true)
})

test('an abandoned delivery comes again beside its old invocation, in the same cuts without using up a retry', () => {
  const group = groupOf(topicOf(4), { ...backlog, maximumRetryAttempts: 0, batchSize: 2 })
  const old = take(group)
  expect(group.abandon(old, 'same')).toBe(true)
  const again = take(group)
  expect(again).toMatchObject({ event: old.event, attempt: 1 })
  expect(again.id).not.toBe(old.id)
  expect(group.abandon(old, 'same')).toBe(false)
  expect(group.settle(old, ok)).toEqual({ kind: 'stale' })
})

test('an abandoned delivery may come again in other cuts', () => {
  const group = groupOf(topicOf(40, 40), { ...backlog, batchSize: 20, longestRun: 7 })
  const old = take(group)
  group.abandon(old, 'other')
  expect(take(group).event).not.toBe(old.event)
  expect(group.committed(0) + group.committed(1)).toBe(0)
})

test('records that are too old are given up instead of sent, by the clock of the simulation', () => {
  let nowMs = 0
  const record = { offset: 9, timestamp: -1, key: null, value: null, headers: [] }
  const log = topicOf(4).partitions[0] ?? expect.fail()
  const group = groupOf(
    { topic: 't', partitions: [{ ...log, records: [...log.records, record] }] },
    { ...backlog, maximumRecordAgeInSeconds: 60 },
    { clock: () => nowMs },
  )
  group.settle(take(group), crashed)
  nowMs = 61_500
  const again = take(group)
  expect(again.records.map(nameOf)).toEqual(['0/2', '0/3', '0/9'])
  expect(again.attempt).toBe(2)
  expect(group.givenUp).toMatchObject([{ condition: 'RecordAgeExceeded', messages: [] }])
  expect(group.givenUp[0]?.records.map(nameOf)).toEqual(['0/0', '0/1'])
  expect(group.committed(0)).toBe(2)
  group.settle(again, ok)
  expect(group.settled).toBe(true)
})

test('a batch that always fails reaches the destination after ten retries, and the partition goes on', () => {
  const group = groupOf(topicOf(3), { ...backlog, batchSize: 2, onFailure: { kind: 's3' } })
  for (let attempt = 1; attempt <= 11; attempt++) group.settle(take(group), crashed)
  expect(group.givenUp).toMatchObject([{ condition: 'RetryAttemptsExhausted' }])
  expect(group.givenUp[0]?.messages.length).toBe(1)
  expect(drain(group)).toEqual(['0/2'])
})

test('an update polls again from the committed offsets, by the new settings', () => {
  const group = groupOf(topicOf(6), { ...backlog, batchSize: 2 })
  group.settle(take(group), ok)
  const old = take(group)
  group.update({ batchSize: 3 })
  expect(group.settle(old, ok)).toEqual({ kind: 'stale' })
  expect(names(take(group))).toEqual(['0/2', '0/3', '0/4'])
})

test('a mapping with the same group goes on where the earlier one stopped', () => {
  const topic = topicOf(4)
  const first = groupOf(topic, { ...backlog, batchSize: 2 })
  first.settle(take(first), ok)
  const offsets = { next: first.committed, advance: () => expect.fail() }
  expect(names(groupOf(topic, backlog, { offsets }).next())).toEqual(['0/2', '0/3'])
})

test('records that arrive meanwhile are polled, too', () => {
  const records: LogRecord[] = []
  const group = groupOf({ topic: 't', partitions: [{ partition: 0, records }] }, backlog)
  expect([group.next(), group.settled]).toEqual([null, true])
  records.push({ offset: 7, timestamp: 0, key: null, value: null, headers: [] })
  expect(group.pendingRecords).toBe(1)
  expect(drain(group)).toEqual(['0/7'])
})

test('a poller of five invocations delivers partitions side by side', () => {
  const group = groupOf(topicOf(9, 9, 9, 9, 9, 9), { ...backlog, invocationsPerPoller: 5 })
  const underWay: Delivery[] = []
  for (let next = group.next(); next !== null; next = group.next()) underWay.push(next)
  expect(underWay.length).toBeGreaterThan(1)
  const partitions = underWay.flatMap(({ records }) => [
    ...new Set(records.map(({ partition }) => partition)),
  ])
  expect(new Set(partitions).size).toBe(partitions.length)
})

test('the same seed makes the same deliveries, another seed others', () => {
  const events = (seed: number): readonly string[] => {
    const group = groupOf(
      topicOf(90, 90, 90),
      { ...backlog, batchSize: 20, longestRun: 9, pollers: 2 },
      { random: createRandom(seed) },
    )
    const seen: string[] = []
    while (!group.settled) {
      const delivery = take(group)
      seen.push(delivery.event)
      group.settle(delivery, ok)
    }
    return seen
  }
  expect(events(7)).toEqual(events(7))
  expect(events(7)).not.toEqual(events(8))
})
