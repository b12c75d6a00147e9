import { expect, test } from 'vitest'
import {
  type FailedBatch,
  onFailureRecords,
} from '../../../../infra/local/event-source/on-failure-record.ts'
import { createRandom } from '../../../../infra/local/event-source/random.ts'
import { recordsOf, topicOf } from './build-topic.ts'

const failed: FailedBatch = {
  condition: 'RetryAttemptsExhausted',
  records: recordsOf(topicOf(2, 1)),
  invokeCount: 11,
  requestId: 'e4b46cbf',
  functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:sink',
  source: { kind: 'msk', arn: 'arn:aws:kafka:x', bootstrapServers: 'b:9098' },
  nulls: 'null',
  nowMs: Date.UTC(2026, 0, 5, 8, 1, 2, 3),
  random: createRandom(1),
}
const requestContext = {
  requestId: 'e4b46cbf',
  functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:sink:$LATEST',
  condition: 'RetryAttemptsExhausted',
  approximateInvokeCount: 11,
}
const responseContext = {
  statusCode: 200,
  executedVersion: '$LATEST',
  functionError: 'Unhandled',
}
const kafka = { kind: 'kafka', topic: 'failed' } as const

test('a bucket gets the batch as one object whose payload is the event as text', () => {
  const [object, ...others] = onFailureRecords({ kind: 's3' }, failed)
  expect(others).toEqual([])
  if (object?.kind !== 's3') return expect.fail()
  expect(object.key).toMatch(
    /^aws\/lambda\/[0-9a-f-]{36}\/t-0\/2026\/01\/05\/2026-01-05T08\.01\.02-[0-9a-f-]{36}$/,
  )
  const { payload, ...facts } = JSON.parse(object.body)
  expect(facts).toEqual({
    requestContext,
    responseContext,
    version: '1.0',
    timestamp: '2026-01-05T08:01:02.003Z',
    KafkaBatchInfo: {
      batchSize: 3,
      eventSourceArn: 'arn:aws:kafka:x',
      bootstrapServers: 'b:9098',
      payloadSize: Buffer.byteLength(payload),
      recordsInfo: {
        't-0': {
          firstRecordOffset: '0',
          lastRecordOffset: '1',
          firstRecordTimestamp: '1970-01-01T00:00:00.000Z',
          lastRecordTimestamp: '1970-01-01T00:00:01.000Z',
        },
        't-1': {
          firstRecordOffset: '0',
          lastRecordOffset: '0',
          firstRecordTimestamp: '1970-01-01T00:00:00.000Z',
          lastRecordTimestamp: '1970-01-01T00:00:00.000Z',
        },
      },
    },
  })
  expect(JSON.parse(payload)).toMatchObject({
    eventSource: 'aws:kafka',
    eventSourceArn: 'arn:aws:kafka:x',
    records: { 't-0': [{ offset: 0 }, { offset: 1 }], 't-1': [{ offset: 0 }] },
  })
})

test('a topic gets, as documented, each record by itself under its own key, its payload an object', () => {
  const records = failed.records.map((one, index) => ({
    ...one,
    record: { ...one.record, key: index === 0 ? Buffer.from('key') : null },
  }))
  const messages = onFailureRecords({ ...kafka, manner: 'documented' }, { ...failed, records })
  expect(messages.map((one) => one.kind === 'kafka' && [one.topic, one.key])).toEqual([
    ['failed', Buffer.from('key')],
    ['failed', null],
    ['failed', null],
  ])
  const [, second] = messages.map((one) => one.kind === 'kafka' && JSON.parse(one.value))
  expect(second).toMatchObject({
    requestContext: { ...requestContext, condition: 'RetriesExhausted' },
    responseContext,
    KafkaBatchInfo: {
      batchSize: 1,
      recordInfo: { offset: '1', timestamp: '1970-01-01T00:00:01.000Z' },
      payloadSize: Buffer.byteLength(JSON.stringify(second.payload)),
    },
    payload: { eventSource: 'aws:kafka', records: { 't-0': [{ offset: 1 }] } },
  })
  expect(second.KafkaBatchInfo).not.toHaveProperty('recordsInfo')
})

test('a topic gets, as observed, the batch in one message under a key of its own', () => {
  const messages = onFailureRecords({ ...kafka, manner: 'observed' }, failed)
  expect(messages.length).toBe(1)
  const [message] = messages
  if (message?.kind !== 'kafka') return expect.fail()
  expect(String(message.key)).toMatch(/^[0-9a-f-]{36}$/)
  expect(JSON.parse(message.value)).toMatchObject({
    requestContext,
    KafkaBatchInfo: { batchSize: 3, recordInfo: { offset: '0' } },
    payload: { records: { 't-0': [{ offset: 0 }, { offset: 1 }], 't-1': [{ offset: 0 }] } },
  })
})

test('what was too large to be sent has no response, what came after a partial response no source', () => {
  const [object] = onFailureRecords(
    { kind: 's3' },
    { ...failed, condition: 'MaximumPayloadSizeExceeded', source: { kind: 'records-only' } },
  )
  const body = JSON.parse(object?.kind === 's3' ? object.body : '')
  expect(body.responseContext).toBeNull()
  expect(body.requestContext.condition).toBe('MaximumPayloadSizeExceeded')
  expect(Object.keys(JSON.parse(body.payload))).toEqual(['records'])
  expect(body.KafkaBatchInfo).not.toHaveProperty('eventSourceArn')
})

test('a topic named like a prototype keeps its place', () => {
  const records = recordsOf({ ...topicOf(1), topic: '__proto__' })
  const [object] = onFailureRecords({ kind: 's3' }, { ...failed, records })
  const body = object?.kind === 's3' ? object.body : ''
  expect(body).toContain('"recordsInfo":{"__proto__-0":{"firstRecordOffset":"0"')
})
