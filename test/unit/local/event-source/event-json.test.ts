import { expect, test } from 'vitest'
import { eventJson } from '../../../../infra/local/event-source/event-json.ts'
import { recordJson } from '../../../../infra/local/event-source/record-json.ts'

const record = {
  offset: 15,
  timestamp: 1545084650987,
  key: null,
  value: null,
  headers: [],
}

test('an MSK event has its source, its ARN, its brokers and its records', () => {
  const source = { kind: 'msk', arn: 'arn:aws:kafka:x', bootstrapServers: 'b-1:9092' } as const
  expect(eventJson(source, new Map([['my-topic-0', ['{"a":1}', '{"a":2}']]]))).toBe(
    '{"eventSource":"aws:kafka","eventSourceArn":"arn:aws:kafka:x","bootstrapServers":"b-1:9092","records":{"my-topic-0":[{"a":1},{"a":2}]}}',
  )
})

test('a self-managed event has no ARN', () => {
  const source = { kind: 'self-managed', bootstrapServers: 'pkc:9092' } as const
  expect(eventJson(source, new Map())).toBe(
    '{"eventSource":"SelfManagedKafka","bootstrapServers":"pkc:9092","records":{}}',
  )
})

test('a redelivery may have records and nothing else', () => {
  expect(eventJson({ kind: 'records-only' }, new Map([['t-0', []]]))).toBe('{"records":{"t-0":[]}}')
})

test('a record carries base64 key and value, and signed header bytes', () => {
  const text = recordJson(
    {
      topic: 'my-topic',
      partition: 3,
      record: {
        ...record,
        key: Buffer.from('k'),
        value: Buffer.from([0, 255, 254]),
        headers: [
          { name: 'trace', value: Uint8Array.from([118, 220, 0, 127, 128]) },
          { name: '__proto__', value: null },
        ],
      },
    },
    'null',
  )
  expect(text).toBe(
    '{"topic":"my-topic","partition":3,"offset":15,"timestamp":1545084650987,"timestampType":"CREATE_TIME","key":"aw==","value":"AP/+","headers":[{"trace":[118,-36,0,127,-128]},{"__proto__":null}]}',
  )
})

test('a null key and a tombstone are null or left out, an empty value is an empty string', () => {
  const one = { topic: 't', partition: 0, record }
  expect(JSON.parse(recordJson(one, 'null'))).toMatchObject({ key: null, value: null })
  expect(Object.keys(JSON.parse(recordJson(one, 'absent')))).not.toContain('key')
  expect(Object.keys(JSON.parse(recordJson(one, 'absent')))).not.toContain('value')
  const empty = { ...one, record: { ...record, value: new Uint8Array() } }
  expect(JSON.parse(recordJson(empty, 'absent'))).toMatchObject({ value: '' })
})
