import { expect, test } from 'vitest'
import { createConsumerGroup } from '../../../../infra/local/event-source/create-consumer-group.ts'
import type { MappingSettings } from '../../../../infra/local/event-source/mapping-settings.ts'
import { createRandom } from '../../../../infra/local/event-source/random.ts'
import { runGroup } from '../../../../infra/local/event-source/run-group.ts'
import type { Invocation, Outcome } from '../../../../infra/local/lambda/invocation.ts'
import { nameOf, topicOf } from './build-topic.ts'

const ended = (outcome: Outcome): Invocation => ({
  ...outcome,
  requestId: 'r',
  coldStart: false,
  log: [],
})
const answered = ended({ kind: 'answered', response: null })
const crashed = ended({ kind: 'crashed', exitCode: null, signal: 'SIGKILL' })

function groupOf(counts: readonly number[], settings: Partial<MappingSettings> = {}) {
  return createConsumerGroup({
    topic: topicOf(...counts),
    source: { kind: 'self-managed', bootstrapServers: 'b' },
    settings: { windowMs: Number.POSITIVE_INFINITY, batchSize: 2, ...settings },
    random: createRandom(1),
    clock: () => 0,
  })
}

test('a run delivers until all is settled and tells each delivery before and after', async () => {
  const group = groupOf([5, 3], { pollers: 2 })
  const told: string[] = []
  await runGroup(group, {
    invoke: async ({ id }) => {
      told.push(`invoked ${id}`)
      return answered
    },
    hooks: {
      beforeInvoke: ({ id }) => void told.push(`before ${id}`),
      afterOutcome: ({ id }, invocation, settlement) => {
        told.push(`after ${id}: ${invocation.kind}, ${settlement.kind}`)
      },
    },
  })
  expect(group.settled).toBe(true)
  for (let id = 1; id <= 5; id++) {
    expect(told.filter((line) => line.match(/\d+/)?.[0] === String(id))).toEqual([
      `before ${id}`,
      `invoked ${id}`,
      `after ${id}: answered, settled`,
    ])
  }
  expect(told.length).toBe(15)
})

test('pollers run side by side, and one that fails goes on for as long as it does', async () => {
  const group = groupOf([6, 6], { pollers: 2 })
  let failures = 20
  const order: string[] = []
  await runGroup(group, {
    async invoke({ records }) {
      order.push(records.map(nameOf).join())
      await new Promise((resolve) => setImmediate(resolve))
      const [first] = records
      if (first?.partition === 0 && failures-- > 0) return crashed
      return answered
    },
  })
  expect(order.slice(0, 20).filter((one) => one === '0/0,0/1').length).toBeGreaterThan(10)
  expect(order.indexOf('1/4,1/5')).toBeLessThan(order.indexOf('0/2,0/3'))
})

test('an abandoned delivery is repeated while its invocation goes on, and the run waits for both', async () => {
  const group = groupOf([2])
  const release = Promise.withResolvers<void>()
  let invocations = 0
  let open = 0
  const settlements: string[] = []
  await runGroup(group, {
    async invoke(delivery) {
      invocations += 1
      open += 1
      if (invocations === 1) {
        group.abandon(delivery, 'same')
        await release.promise
      } else {
        expect(open).toBe(2)
        setImmediate(release.resolve)
      }
      open -= 1
      return answered
    },
    hooks: { afterOutcome: (_, __, settlement) => void settlements.push(settlement.kind) },
  })
  expect([invocations, open]).toEqual([2, 0])
  expect(settlements).toEqual(['settled', 'stale'])
})

test('a rebalance from outside wakes a run that waits', async () => {
  const group = groupOf([2, 2], { pollers: 1, batchSize: 10 })
  const hang = Promise.withResolvers<Invocation>()
  const events: string[] = []
  const run = runGroup(group, {
    invoke({ event }) {
      events.push(event)
      return events.length === 1 ? hang.promise : Promise.resolve(answered)
    },
  })
  await new Promise((resolve) => setImmediate(resolve))
  group.rebalance(2)
  await new Promise((resolve) => setImmediate(resolve))
  expect(events.length).toBe(3)
  expect(group.settled).toBe(true)
  hang.resolve(answered)
  await run
})

test('copies get the same event at the same time, and the first one decides', async () => {
  const group = groupOf([2])
  const events: string[] = []
  let ends = 0
  await runGroup(group, {
    copies: ({ attempt }) => (attempt === 1 ? 3 : 1),
    async invoke({ event }) {
      events.push(event)
      const count = events.length
      // The copies outlive the repetition, too.
      if (count === 2 || count === 3) await new Promise((resolve) => setTimeout(resolve, 20))
      ends += 1
      return count === 1 ? crashed : answered
    },
  })
  expect(events).toEqual(Array(4).fill(events[0]))
  expect(ends).toBe(4)
  expect(group.settled).toBe(true)
})

test('a run that is stopped settles what is under way and delivers nothing more', async () => {
  const group = groupOf([6])
  const stop = new AbortController()
  await runGroup(group, {
    signal: stop.signal,
    async invoke({ id }) {
      if (id === 2) stop.abort()
      return answered
    },
  })
  expect([group.committed(0), group.pendingRecords]).toEqual([4, 2])
})

test('what is thrown while a delivery is invoked ends the run, after the invocations under way', async () => {
  const group = groupOf([2, 2], { pollers: 2 })
  let finished = false
  const run = runGroup(group, {
    async invoke({ id }) {
      if (id === 1) throw new Error('no such function')
      await new Promise((resolve) => setTimeout(resolve, 20))
      finished = true
      return crashed
    },
  })
  await expect(run).rejects.toThrow('no such function')
  expect(finished).toBe(true)
})
