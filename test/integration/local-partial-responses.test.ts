import { expect, test } from 'vitest'
import type { Delivery } from '../../infra/local/event-source/delivery.ts'
import { runGroup } from '../../infra/local/event-source/run-group.ts'
import { useDatabase } from '../support/database.ts'
import { idsIn, idsOf, logOf, readerOf, useBuiltSink } from './local-built-sink.ts'

const database = await useDatabase()
const deploy = await useBuiltSink(database)

const reporting = {
  batchSize: 20,
  longestRun: 6,
  functionResponseTypes: ['ReportBatchItemFailures'],
} as const

test('a bad record holds its partition while the others go on, and once it is tolerated everything drains', async () => {
  const bad = ['1/5']
  const topic = logOf('held', [40, 40, 40], bad)
  const group = readerOf(topic, reporting)
  const strict = deploy({ SINK_PARTIAL_RESPONSES: 'true' })
  const remainders: Delivery[] = []
  const stop = new AbortController()

  await runGroup(group, {
    signal: stop.signal,
    invoke: ({ event }) => strict.invoke(event),
    hooks: {
      afterOutcome(delivery, { kind }) {
        expect(kind).toBe('answered')
        if (delivery.reason === 'remainder') remainders.push(delivery)
        const others = group.committed(0) === 40 && group.committed(2) === 40
        if (others && remainders.length > 2) stop.abort()
      },
    },
  })

  expect([0, 1, 2].map(group.committed)).toEqual([40, 5, 40])
  for (const { event, records } of remainders) {
    expect(Object.keys(JSON.parse(event))).toEqual(['records'])
    expect(records[0]?.record.offset).toBe(5)
  }
  const held = topic.partitions[1]?.records.slice(5).map(({ offset }) => `1/${offset}`) ?? []
  expect(await idsIn(database, 'held')).toEqual(idsOf(topic, held))

  const tolerant = deploy({ SINK_PARTIAL_RESPONSES: 'true', SINK_ERRORS_TOLERANCE: 'all' })
  await runGroup(group, { invoke: ({ event }) => tolerant.invoke(event) })

  expect(group.settled).toBe(true)
  expect(group.givenUp).toEqual([])
  expect(await idsIn(database, 'held')).toEqual(idsOf(topic, bad))
  const letters = await database.query(
    "SELECT `partition`, `offset` FROM kafka_dead_letters WHERE topic = 'held'",
  )
  expect(letters).toEqual([{ partition: '1', offset: '5' }])
})

test('partitions that are held at the same time are resumed each at its own record', async () => {
  const bad = ['0/3', '0/9', '2/0', '3/19']
  const topic = logOf('resumed', [20, 20, 20, 20], bad)
  const group = readerOf(topic, { ...reporting, batchSize: 80, longestRun: 500 })
  const strict = deploy({ SINK_PARTIAL_RESPONSES: 'true' })
  const delivery = group.next() ?? expect.fail()

  const settlement = group.settle(delivery, await strict.invoke(delivery.event))

  expect(settlement.kind === 'settled' && settlement.succeeded.length).toBe(3 + 20 + 0 + 19)
  expect([0, 1, 2, 3].map(group.committed)).toEqual([3, 20, 0, 19])
  const tolerant = deploy({ SINK_PARTIAL_RESPONSES: 'true', SINK_ERRORS_TOLERANCE: 'all' })
  await runGroup(group, { invoke: ({ event }) => tolerant.invoke(event) })
  expect(await idsIn(database, 'resumed')).toEqual(idsOf(topic, bad))
})
