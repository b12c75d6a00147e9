import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventError } from '../../../lib/errors.ts'
import { parseRedriveRequest } from '../../../lib/lambda/redrive-request.ts'

/** As S3 sends it to EventBridge: Amazon S3 User Guide, "EventBridge event message structure". */
const arrived = (object: Readonly<Record<string, unknown>>) => ({
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: '111122223333',
  detail: { version: '0', bucket: { name: 'failures' }, object, reason: 'PutObject' },
})

const info = (recordsInfo: unknown) => ({
  requestContext: { condition: 'MaximumPayloadSizeExceeded', approximateInvokeCount: 1 },
  responseContext: null,
  KafkaBatchInfo: { batchSize: 1, payloadSize: 7_000_000, recordsInfo },
})

const place = (key: string, version: string | null = null) => ({
  kind: 'failed-batches',
  batches: [{ kind: 's3', place: { bucket: 'failures', key, version } }],
})

describe('where a failed batch lies in S3', () => {
  test('an event of EventBridge names the object as it is, and its version', () => {
    const object = { key: 'aws/lambda/a+b %2F.json', 'version-id': 'IYV3p45B', size: 5 }

    expect(parseRedriveRequest(arrived(object))).toEqual(
      place('aws/lambda/a+b %2F.json', 'IYV3p45B'),
    )
    expect(parseRedriveRequest(arrived({ key: 'k' }))).toEqual(place('k'))
  })

  test('a notification of S3 writes the key as in a form', () => {
    const s3 = { bucket: { name: 'failures' }, object: { key: 'a+b%2B%C3%A9', versionId: '7' } }

    expect(parseRedriveRequest({ Records: [{ s3 }] })).toEqual(place('a b+é', '7'))
  })

  test('a place is given by hand, with or without a version', () => {
    const given = { bucket: 'failures', key: 'a+b' }

    expect(parseRedriveRequest({ s3: given })).toEqual(place('a+b'))
    expect(parseRedriveRequest({ s3: { ...given, version: '7' } })).toEqual(place('a+b', '7'))
  })

  test.each([
    ['another event', { ...arrived({ key: 'k' }), 'detail-type': 'Object Deleted' }, 'detail-type'],
    ['an event of something else', { ...arrived({ key: 'k' }), source: 'mine' }, 'detail-type'],
    ['no object', { ...arrived({ key: 'k' }), detail: { bucket: { name: 'b' } } }, 'detail'],
    ['no key', arrived({}), 'detail must name a bucket and a key'],
    ['a version that is none', { s3: { bucket: 'b', key: 'k', version: 1 } }, 's3 must name'],
    ['a key as in no URL', notification('%'), 'Records[0].s3.object.key'],
    [
      'a member that S3 calls otherwise',
      { s3: { bucket: 'b', key: 'k', versionId: '7' } },
      's3.versionId is not known: bucket, key and version are',
    ],
    [
      'a version beside its place',
      { s3: { bucket: 'b', key: 'k' }, version: '7' },
      'event.version is not known beside s3',
    ],
    [
      'a place beside a payload',
      { s3: { bucket: 'b', key: 'k' }, payload: '{}' },
      'event.s3 stands beside payload',
    ],
    [
      'a list that is none among lists',
      { records: { 't-0': [], 't-1': {} } },
      'records["t-1"] must be a list, found an object',
    ],
    [
      'an object that went',
      {
        Records: [
          {
            eventName: 'ObjectRemoved:Delete',
            s3: { bucket: { name: 'b' }, object: { key: 'k' } },
          },
        ],
      },
      'Records[0].eventName must be of ObjectCreated',
    ],
  ])('%s is refused by its place', (_name, request, place) => {
    expect(() => parseRedriveRequest(request)).toThrow(place)
  })
})

test('a name that is not known is cut', () => {
  const name = 'x'.repeat(9_000)
  expect(messageOf({ s3: { bucket: 'b', key: 'k' }, [name]: 1 }).length).toBeLessThan(600)
  expect(messageOf({ s3: { bucket: 'b', key: 'k', [name]: 1 } }).length).toBeLessThan(600)
})

describe('a failed batch without its records', () => {
  test('over 6 MB: says so, where the record is in Kafka, and how to keep such records out', () => {
    const record = info({ 'orders-3': { firstRecordOffset: '41', lastRecordOffset: '41' } })

    expect(() => parseRedriveRequest(record)).toThrow(
      /over 6 MB as an event, and did not keep it \(offsets orders-3: 41 to 41\)\. .*max\.message\.bytes/,
    )
  })

  test('of a destination that carries none: where to read them again', () => {
    const record = {
      ...info({ 'orders-3': { firstRecordOffset: '41', lastRecordOffset: '90' } }),
      requestContext: { condition: 'RetryAttemptsExhausted' },
    }

    expect(() => parseRedriveRequest(record)).toThrow(
      /SQS and SNS carry no records \(offsets orders-3: 41 to 90\)\. Read them again from Kafka/,
    )
  })

  test('of many partitions names the first, and nothing that is no offset', () => {
    const spans = Array.from({ length: 8 }, (_, partition) => [
      `t-${partition}`,
      { firstRecordOffset: 1, lastRecordOffset: '2' },
    ])
    const record = info({
      ...Object.fromEntries(spans),
      'bad-0': { firstRecordOffset: 'secret', lastRecordOffset: '2' },
      [`${'x'.repeat(9_000)}-0`]: null,
    })

    const message = messageOf(record)
    expect(message).toContain('t-0: 1 to 2, t-1: 1 to 2')
    expect(message).toContain('and 3 more')
    expect(message).not.toContain('secret')
    expect(message.length).toBeLessThan(600)
  })

  test.each([null, [], 'x', { '': null }, { a: { firstRecordOffset: {} } }])(
    'is refused whatever stands in its information (%j)',
    (recordsInfo) => {
      expect(() => parseRedriveRequest(info(recordsInfo))).toThrow(EventError)
    },
  )
})

test('a record over 6 MB that did keep its payload is a batch like any other', () => {
  const event = { records: { 'orders-3': [{ offset: 41 }] } }

  expect(parseRedriveRequest({ ...info({}), payload: JSON.stringify(event) })).toEqual({
    kind: 'failed-batches',
    batches: [{ kind: 'event', event }],
  })
})

test('whatever the request is, it is a request or an error of the event', () => {
  const member = fc.constantFrom(
    ...['s3', 'Records', 'records', 'payload', 'detail', 'detail-type', 'source', 'deadLetters'],
    ...['KafkaBatchInfo', 'recordsInfo', 'requestContext', 'bucket', 'object', 'key', 'value'],
  )
  const { request } = fc.letrec((tie) => ({
    request: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, 'aws.s3', 'Object Created', '%', '{', '{"payload":{}}', 1, true),
      fc.dictionary(member, tie('request'), { maxKeys: 4 }),
      fc.array(tie('request'), { maxLength: 3 }),
    ),
  }))

  fc.assert(
    fc.property(request, (event) => {
      try {
        expect(parseRedriveRequest(event).kind).toMatch(/^(dead-letters|failed-batches)$/)
      } catch (error) {
        expect(error).toBeInstanceOf(EventError)
      }
    }),
    { numRuns: 2_000 },
  )
})

function notification(key: string) {
  return { Records: [{ s3: { bucket: { name: 'failures' }, object: { key } } }] }
}

function messageOf(request: unknown): string {
  try {
    parseRedriveRequest(request)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return ''
}
