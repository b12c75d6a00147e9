import { expect, test } from 'vitest'
import { runGroup } from '../../infra/local/event-source/run-group.ts'
import type { Invocation } from '../../infra/local/lambda/invocation.ts'
import { useDatabase } from '../support/database.ts'
import { idsIn, idsOf, logOf, readerOf, useBuiltSink } from './local-built-sink.ts'

const database = await useDatabase()
const deploy = await useBuiltSink(database)

test('a batch that always fails reaches the bucket after ten retries, and written back in, it lands once', async () => {
  const bad = ['0/4']
  const topic = logOf('bucket', [30], bad)
  const group = readerOf(topic, { batchSize: 10, onFailure: { kind: 's3' } })
  const strict = deploy({})
  const invocations: Invocation[] = []

  await runGroup(group, {
    async invoke({ event }) {
      const invocation = await strict.invoke(event)
      invocations.push(invocation)
      return invocation
    },
  })

  expect(invocations.map(({ kind }) => kind)).toEqual([
    ...Array(11).fill('failed'),
    'answered',
    'answered',
  ])
  const [lost, ...others] = group.givenUp
  expect(others).toEqual([])
  const [message] = lost?.messages ?? []
  if (message?.kind !== 's3') return expect.fail()
  const { requestContext, KafkaBatchInfo, payload } = JSON.parse(message.body)
  expect(requestContext).toMatchObject({
    requestId: invocations[10]?.requestId,
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: 11,
  })
  expect(KafkaBatchInfo).toMatchObject({
    batchSize: 10,
    recordsInfo: { 'bucket-0': { firstRecordOffset: '0', lastRecordOffset: '9' } },
  })
  const missing = topic.partitions[0]?.records.slice(4, 10).map(({ offset }) => `0/${offset}`) ?? []
  expect(await idsIn(database, 'bucket')).toEqual(idsOf(topic, missing))

  const tolerant = deploy({ SINK_ERRORS_TOLERANCE: 'all' })
  expect(await tolerant.invoke(payload)).toMatchObject({ kind: 'answered' })
  expect(await idsIn(database, 'bucket')).toEqual(idsOf(topic, bad))
})

test('halving leaves only the bad record to the destination topic', async () => {
  const bad = ['0/6', '1/2']
  const topic = logOf('halved', [12, 12], bad)
  const group = readerOf(topic, {
    batchSize: 24,
    maximumRetryAttempts: 1,
    bisectBatchOnFunctionError: true,
    onFailure: { kind: 'kafka', topic: 'failed', manner: 'documented' },
  })
  const strict = deploy({})

  await runGroup(group, { invoke: ({ event }) => strict.invoke(event) })

  const lost = group.givenUp.flatMap(({ records }) => records)
  expect(lost.map(({ partition, record }) => `${partition}/${record.offset}`).toSorted()).toEqual(
    bad,
  )
  expect(await idsIn(database, 'halved')).toEqual(idsOf(topic, bad))
})
