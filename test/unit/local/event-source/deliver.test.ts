import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCommittedOffsets } from '../../../../infra/local/event-source/committed-offsets.ts'
import { deliver, type EventSourceMapping } from '../../../../infra/local/event-source/deliver.ts'
import { createRandom } from '../../../../infra/local/event-source/random.ts'
import type { TopicLog } from '../../../../infra/local/event-source/topic-log.ts'
import type { Invocation, Outcome } from '../../../../infra/local/lambda/invocation.ts'
import { arbitraryTopic } from './arbitrary-topic.ts'

const answered: Outcome = { kind: 'answered', response: null }
const crashed: Outcome = { kind: 'crashed', exitCode: 1, signal: null }

function invocation(outcome: Outcome): Invocation {
  return { ...outcome, requestId: 'r', coldStart: false, log: [] }
}

function mappingOf(topic: TopicLog, changes: Partial<EventSourceMapping> = {}): EventSourceMapping {
  return {
    topic,
    groups: [topic.partitions.map(({ partition }) => partition)],
    source: { kind: 'self-managed', bootstrapServers: 'b' },
    limits: { batchSize: 7, windowMs: Number.POSITIVE_INFINITY, payloadBytes: 2000 },
    nulls: 'null',
    maximumRetries: Number.POSITIVE_INFINITY,
    offsets: createCommittedOffsets(),
    random: createRandom(1),
    longestRun: 4,
    ...changes,
  }
}

/** `topic-partition` → offsets, in the order of the events. */
function offsetsOf(events: readonly string[]): Record<string, number[]> {
  const offsets: Record<string, number[]> = {}
  for (const event of events) {
    const { records } = JSON.parse(event) as { records: Record<string, { offset: number }[]> }
    for (const [key, list] of Object.entries(records)) {
      offsets[key] = [...(offsets[key] ?? []), ...list.map(({ offset }) => offset)]
    }
  }
  return offsets
}

function logOffsets(topic: TopicLog): Record<string, number[]> {
  return Object.fromEntries(
    topic.partitions
      .filter(({ records }) => records.length > 0)
      .map((log) => [`${topic.topic}-${log.partition}`, log.records.map(({ offset }) => offset)]),
  )
}

/** Each partition in a group of its own, or neighbours together. */
function groupsOf(topic: TopicLog, size: number): number[][] {
  const partitions = topic.partitions.map(({ partition }) => partition)
  return Array.from({ length: Math.ceil(partitions.length / size) }, (_, index) =>
    partitions.slice(index * size, (index + 1) * size),
  )
}

test('one pass delivers every record once, in order within its partition, whatever fails in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryTopic,
      fc.nat(),
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
      async (topic, seed, groupSize, faults) => {
        const succeeded: string[] = []
        const mapping = mappingOf(topic, {
          random: createRandom(seed),
          groups: groupsOf(topic, groupSize),
        })
        const report = await deliver(mapping, async (event) => {
          if (faults.next().value === 0) return invocation(crashed)
          succeeded.push(event)
          return invocation(answered)
        })
        expect(report.oversized).toEqual([])
        expect(offsetsOf(succeeded)).toEqual(logOffsets(topic))
        expect(report.records).toBe(Object.values(logOffsets(topic)).flat().length)
        const again = await deliver(mapping, async () => invocation(answered))
        expect(again.batches).toBe(0)
      },
    ),
  )
})

test('a failed batch comes again whole and unchanged, before anything behind it', async () => {
  const records = Array.from({ length: 10 }, (_, offset) => ({
    offset,
    timestamp: 0,
    key: null,
    value: Buffer.from('v'),
    headers: [],
  }))
  const topic = { topic: 't', partitions: [{ partition: 0, records }] }
  const events: string[] = []
  const outcomes: Outcome[] = [crashed, { kind: 'timed-out', timeoutMs: 1 }, answered, answered]
  await deliver(mappingOf(topic), async (event) => {
    events.push(event)
    return invocation(outcomes.shift() ?? answered)
  })
  expect(events[1]).toBe(events[0])
  expect(events[2]).toBe(events[0])
  expect(offsetsOf(events.slice(2))).toEqual({ 't-0': [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] })
})

test('a batch that fails past the retry limit is discarded and the stream goes on', async () => {
  const record = { timestamp: 0, key: null, value: null, headers: [] }
  const topic = {
    topic: 't',
    partitions: [{ partition: 0, records: [0, 1].map((offset) => ({ offset, ...record })) }],
  }
  const mapping = mappingOf(topic, {
    maximumRetries: 2,
    limits: { batchSize: 1, windowMs: Number.POSITIVE_INFINITY, payloadBytes: 1000 },
  })
  const report = await deliver(mapping, async (event) =>
    invocation(event.includes('"offset":0') ? crashed : answered),
  )
  expect(report.invocations.length).toBe(4)
  expect(report.discarded.map(({ records }) => records[0]?.record.offset)).toEqual([0])
  expect(mapping.offsets.next(0)).toBe(2)
})

test('a poller has one delivery under way at a time, pollers run side by side', async () => {
  const record = { timestamp: 0, key: null, value: null, headers: [] }
  const topic = {
    topic: 't',
    partitions: [0, 1].map((partition) => ({
      partition,
      records: Array.from({ length: 20 }, (_, offset) => ({ offset, ...record })),
    })),
  }
  const open = new Map<string, number>()
  let most = 0
  await deliver(mappingOf(topic, { groups: [[0], [1]] }), async (event) => {
    const key = event.includes('"t-0"') ? 't-0' : 't-1'
    expect(open.get(key) ?? 0).toBe(0)
    open.set(key, 1)
    most = Math.max(
      most,
      [...open.values()].reduce((sum, one) => sum + one, 0),
    )
    await new Promise((resolve) => setImmediate(resolve))
    open.set(key, 0)
    return invocation(answered)
  })
  expect(most).toBe(2)
})

test('an overlap hands the same event to two containers at the same time', async () => {
  const record = { offset: 0, timestamp: 0, key: null, value: null, headers: [] }
  const topic = { topic: 't', partitions: [{ partition: 0, records: [record] }] }
  const events: string[] = []
  let running = 0
  let most = 0
  await deliver(mappingOf(topic, { copies: () => 2 }), async (event) => {
    events.push(event)
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    return invocation(answered)
  })
  expect(events.length).toBe(2)
  expect(events[0]).toBe(events[1])
  expect(most).toBe(2)
})

test('a record over the limit is reported and the stream goes on behind it', async () => {
  const record = { timestamp: 0, key: null, headers: [] }
  const records = ['small', 'x'.repeat(3000), 'small'].map((text, offset) => ({
    offset,
    value: Buffer.from(text),
    ...record,
  }))
  const topic = { topic: 't', partitions: [{ partition: 0, records }] }
  const events: string[] = []
  const report = await deliver(mappingOf(topic), async (event) => {
    events.push(event)
    return invocation(answered)
  })
  expect(report.oversized.map((one) => one.records[0]?.record.offset)).toEqual([1])
  expect(offsetsOf(events)).toEqual({ 't-0': [0, 2] })
})

test('the same seed cuts the same events, another seed cuts others', async () => {
  const record = { timestamp: 0, key: null, value: null, headers: [] }
  const topic = {
    topic: 't',
    partitions: [0, 1, 2].map((partition) => ({
      partition,
      records: Array.from({ length: 300 }, (_, offset) => ({ offset, ...record })),
    })),
  }
  async function eventsBySeed(seed: number): Promise<readonly string[]> {
    const events: string[] = []
    await deliver(mappingOf(topic, { random: createRandom(seed) }), async (event) => {
      events.push(event)
      return invocation(answered)
    })
    return events
  }
  expect(await eventsBySeed(7)).toEqual(await eventsBySeed(7))
  expect(await eventsBySeed(7)).not.toEqual(await eventsBySeed(8))
})
