import { afterEach, expect, test, vi } from 'vitest'
import { runGroup } from '../../infra/local/event-source/run-group.ts'
import type { InvokeOptions, LambdaFunction } from '../../infra/local/lambda/function.ts'
import type { Invocation } from '../../infra/local/lambda/invocation.ts'
import { useDatabase } from '../support/database.ts'
import { idsIn, idsOf, logOf, readerOf, useBuiltSink } from './local-built-sink.ts'

const database = await useDatabase()
const deploy = await useBuiltSink(database)

afterEach(() => {
  database.faults.clear()
})

/** Delivers a topic of 60 records, the first event under other conditions than the rest. */
async function deliverTo(
  lambda: LambdaFunction,
  topic: string,
  first: InvokeOptions,
  meanwhile: () => Promise<void> = async () => {},
): Promise<readonly Invocation[]> {
  const log = logOf(topic, [30, 30])
  const group = readerOf(log, { batchSize: 40 })
  const invocations: Invocation[] = []
  await runGroup(group, {
    async invoke({ id, event }) {
      const [invocation] = await Promise.all([
        lambda.invoke(event, id === 1 ? first : {}),
        id === 1 ? meanwhile() : null,
      ])
      invocations.push(invocation)
      return invocation
    },
  })
  expect(group.settled).toBe(true)
  expect(await idsIn(database, topic)).toEqual(idsOf(log))
  return invocations
}

const fired = () => vi.waitUntil(() => database.faults.fired.length > 0, { timeout: 60_000 })

test('a timeout kills the container in mid-transaction, and a new one writes everything once', async () => {
  const told: string[] = []
  const lambda = deploy({}, { onTimeout: ({ requestId }) => void told.push(requestId) })
  database.faults.inject({
    match: /^LOAD DATA/,
    moment: 'before',
    action: { kind: 'delay', delayMs: 4_000 },
  })

  const invocations = await deliverTo(lambda, 'timed_out', {
    timeoutMs: 2_000,
    announcedMs: 60_000,
  })

  expect(database.faults.fired.length).toBe(1)
  expect(invocations.map(({ kind }) => kind)).toEqual(['timed-out', 'answered', 'answered'])
  expect(invocations[1]?.coldStart).toBe(true)
  expect(told).toEqual([invocations[0]?.requestId])
})

test.each([
  ['claim', /^INSERT INTO `kafka_connect/, 'after'],
  ['load', /^LOAD DATA/, 'after'],
  ['commit', /^COMMIT/, 'after'],
] as const)(
  'a container killed at the %s leaves every record written once',
  async (name, match, moment) => {
    const lambda = deploy({})
    database.faults.inject({ match, moment, action: { kind: 'delay', delayMs: 2_000 } })

    const invocations = await deliverTo(lambda, `killed_at_${name}`, {}, async () => {
      await fired()
      for (const one of lambda.running) one.kill()
    })

    expect(invocations.map(({ kind }) => kind)).toEqual(['crashed', 'answered', 'answered'])
  },
)

test('a killed container whose connection lingers is outlived, and every record is written once', async () => {
  const lambda = deploy({})
  const lingerMs = 3_000
  database.faults.inject({
    match: /^LOAD DATA/,
    moment: 'after',
    action: { kind: 'linger', lingerMs },
  })

  const invocations = await deliverTo(lambda, 'lingering', {}, async () => {
    await fired()
    for (const one of lambda.running) one.kill()
  })

  expect(invocations.map(({ kind }) => kind)).toEqual(['crashed', 'answered', 'answered'])
})

test('an old invocation that runs on beside its redelivery, cut alike or otherwise, writes nothing twice', async () => {
  const lambda = deploy({})
  const log = logOf('overlapping', [90, 90, 90])
  const group = readerOf(log, { batchSize: 40, longestRun: 7, pollers: 2 }, 7)
  let moves = 0
  await runGroup(group, {
    invoke(delivery) {
      const invocation = lambda.invoke(delivery.event)
      moves += 1
      if (moves === 2 || moves === 5) group.abandon(delivery, 'same')
      if (moves === 7 || moves === 9) group.abandon(delivery, 'other')
      if (moves === 11) group.rebalance(3)
      if (moves === 13) group.refuseNextCommit()
      return invocation
    },
  })
  expect(moves).toBeGreaterThan(13)
  expect(await idsIn(database, 'overlapping')).toEqual(idsOf(log))
})
