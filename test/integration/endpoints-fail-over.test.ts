import { beforeEach, expect, test } from 'vitest'
import { parseEvent } from '../../lib/lambda/event.ts'
import { Sink } from '../../lib/sink.ts'
import { useDatabase } from '../support/database.ts'
import { openGate } from '../support/gate.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const ddl = await openGate(database)
/** Two aggregators for data, each with a front of its own to inject faults into. */
const aggregators = [await openAggregator(), await openAggregator()] as const

async function openAggregator() {
  const front = await database.openChild()
  return { front, gate: await openGate(front) }
}

const schema = structSchema({ id: 'int64' })
const event = (topic: string, from: number, count = 20) =>
  kafkaEvent({
    [topic]: {
      0: Array.from({ length: count }, (_, index) => ({
        offset: from + index,
        value: envelope(schema, { id: from + index }),
      })),
    },
  })

beforeEach(async () => {
  await ddl.open()
  for (const { front, gate } of aggregators) {
    front.faults.clear()
    await gate.open()
  }
})

function start(environment: Readonly<Record<string, string>> = {}) {
  return startContainer(database, {
    SINGLESTORE_ENDPOINT: '',
    SINGLESTORE_DDL_ENDPOINT: ddl.address,
    SINGLESTORE_DML_ENDPOINTS: aggregators.map(({ gate }) => gate.address).join(','),
    SINK_RETRY_BACKOFF_MS: '50',
    ...environment,
  })
}

/** A container that has chosen its aggregator and knows the table; 20 rows are written. */
async function warm(topic: string, environment: Readonly<Record<string, string>> = {}) {
  const container = start(environment)
  await container.deliver(event(topic, 0))
  const [first, second] = aggregators
  expect(first.gate.visits + second.gate.visits).toBe(1)
  const [chosen, other] = first.gate.visits === 1 ? [first, second] : [second, first]
  return { container, chosen, other }
}

async function expectOnce(topic: string, rows: number) {
  expect(
    await database.query(`SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS d FROM \`${topic}\``),
  ).toEqual([{ n: String(rows), d: String(rows) }])
}

test('a container keeps to the endpoint that it chose', async () => {
  const { container, other } = await warm('kept')
  container.advance(60_000)
  await container.deliver(event('kept', 20))
  expect(other.gate.visits).toBe(0)
  await expectOnce('kept', 40)
})

test('an endpoint that refuses connections gives way to the other without a retry', async () => {
  const { container, chosen, other } = await warm('refused')
  await chosen.gate.close()
  container.advance(60_000)
  expect(await container.deliver(event('refused', 20))).toMatchObject({ retries: 0 })
  expect(other.gate.visits).toBe(1)
  await expectOnce('refused', 40)
})

test('an endpoint that swallows connections leaves time for the other', async () => {
  const { container, chosen, other } = await warm('swallowed', {
    SINGLESTORE_CONNECT_TIMEOUT_MS: '600000',
  })
  await chosen.gate.block()
  container.advance(60_000)
  expect(await container.deliver(event('swallowed', 20), 4_000)).toMatchObject({ retries: 0 })
  expect(other.gate.visits).toBe(1)
  await expectOnce('swallowed', 40)
})

test.each([
  ['before BEGIN', /^BEGIN/, 'before'],
  ['in the middle of the load', /^LOAD DATA/, 'during'],
  ['before COMMIT reached the server', /^COMMIT/, 'before'],
  ['after COMMIT reached the server', /^COMMIT/, 'after'],
] as const)(
  'an endpoint that is lost %s is left, and every row is written once',
  async (name, match, moment) => {
    const topic = `lost_${name.replaceAll(' ', '_')}`
    const { container, chosen, other } = await warm(topic)
    chosen.front.faults.inject({ match, moment, action: { kind: 'cut' }, times: 100 })

    expect(await container.deliver(event(topic, 20))).toMatchObject({ retries: 1 })

    expect(chosen.front.faults.fired).toHaveLength(1)
    expect(other.gate.visits).toBe(1)
    await expectOnce(topic, 40)
  },
)

test.each([1290, 1792, 2261])('an endpoint that answers with error %i is left', async (errno) => {
  const topic = `ailing_${errno}`
  const { container, chosen, other } = await warm(topic)
  const action = { kind: 'error', errno, message: 'injected' } as const
  chosen.front.faults.inject({ match: /^INSERT/, moment: 'before', action, times: 100 })

  expect(await container.deliver(event(topic, 20))).toMatchObject({ retries: 1 })
  await container.deliver(event(topic, 40))

  expect(chosen.front.faults.fired).toHaveLength(1)
  expect(other.gate.visits).toBe(1)
  await expectOnce(topic, 60)
})

test('a lock that is waited for is no fault of the endpoint', async () => {
  const { container, chosen, other } = await warm('locked')
  const action = { kind: 'error', errno: 1205, message: 'injected' } as const
  chosen.front.faults.inject({ match: /^INSERT/, moment: 'before', action })
  expect(await container.deliver(event('locked', 20))).toMatchObject({ retries: 1 })
  expect(other.gate.visits).toBe(0)
  await expectOnce('locked', 40)
})

test('before another endpoint is tried there is no pause, before the same one there is', async () => {
  const { container, chosen } = await warm('pauses')
  const pauses: number[] = []
  const { parts } = container
  const sink = new Sink({
    ...parts,
    retry: { ...parts.retry, random: () => 0.9 },
    sleep: async (ms) => {
      pauses.push(ms)
    },
  })
  for (const [errno, from] of [
    [1205, 20],
    [1290, 40],
  ] as const) {
    const action = { kind: 'error', errno, message: 'injected' } as const
    chosen.front.faults.inject({ match: /^INSERT/, moment: 'before', action })
    await sink.accept(parseEvent(event('pauses', from)).batches, () => 60_000)
  }
  expect(pauses).toEqual([45, 0])
  await expectOnce('pauses', 60)
})

test('where every endpoint is dead the error names them all, and what revives is used at once', async () => {
  const { container, chosen, other } = await warm('dead', { SINK_MAX_RETRIES: '2' })
  await chosen.gate.close()
  await other.gate.close()
  await expect(container.deliver(event('dead', 20))).rejects.toMatchObject({
    code: 'ERR_STORE_TRANSIENT',
    transient: true,
    message: expect.stringMatching(
      /^None of the 2 endpoints for data can be reached: 127.*ECONNREFUSED.*, 127.*ECONNREFUSED/,
    ),
  })
  await chosen.gate.open()
  await container.deliver(event('dead', 20))
  expect(chosen.gate.visits).toBe(1)
  await expectOnce('dead', 40)
})

test('endpoints that fail in turn cost no row', async () => {
  const { container, chosen, other } = await warm('turns')
  for (const [from, dying, alive] of [
    [20, chosen, other],
    [40, other, chosen],
    [60, chosen, other],
  ] as const) {
    await alive.gate.open()
    await dying.gate.close()
    await container.deliver(event('turns', from))
  }
  await expectOnce('turns', 80)
})

test('a table that is known needs no DDL endpoint, a new one needs that very endpoint', async () => {
  const { container } = await warm('known', { SINK_MAX_RETRIES: '1' })
  await ddl.close()
  await container.deliver(event('known', 20))
  // What was read of the table is old by now, and nobody tells of it.
  container.advance(15 * 60_000)
  await container.deliver(event('known', 40))
  await expect(container.deliver(event('unknown', 0))).rejects.toMatchObject({
    transient: true,
    message: expect.stringContaining(`connecting to ${ddl.address}`),
  })
  await ddl.open()
  await container.deliver(event('unknown', 0))
  await expectOnce('known', 60)
  await expectOnce('unknown', 20)
})
