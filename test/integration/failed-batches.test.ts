import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFailedBatchReader } from '../../lib/lambda/failed-batch-reader.ts'
import { parseRedriveRequest } from '../../lib/lambda/redrive-request.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int32' })
const record = (offset: number) => ({ offset, value: envelope(schema, { id: offset }) })

/** What Lambda adds to a batch that it gives up. */
const given = {
  requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 11 },
  responseContext: { statusCode: 200, functionError: 'Unhandled' },
  version: '1.0',
  KafkaBatchInfo: { batchSize: 2 },
}

/** By path, and `?versionId` where one is asked for. */
const objects = new Map<string, string>()
const s3 = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3')
  const version = searchParams.get('versionId')
  const text = objects.get(
    decodeURIComponent(pathname) + (version === null ? '' : `?versionId=${version}`),
  )
  response.statusCode = text === undefined ? 404 : 200
  response.end(text ?? '<Error><Code>NoSuchKey</Code></Error>')
})

beforeAll(async () => {
  await new Promise<void>((resolve) => s3.listen(0, '127.0.0.1', resolve))
  const { port } = s3.address() as AddressInfo
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  })
})
afterAll(() => {
  s3.close()
})

/** What the redrive function does with a request for failed batches. */
async function redrive(request: unknown) {
  const parsed = parseRedriveRequest(request)
  if (parsed.kind !== 'failed-batches') throw new TypeError('The request is for dead letters.')
  const read = createFailedBatchReader({ forcePathStyle: true })
  const container = startContainer(database)
  const outcomes = []
  for (const batch of parsed.batches) outcomes.push(await container.deliver(await read(batch)))
  return outcomes.map(({ totals }) => totals)
}

const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))

test('a failed batch from S3 re-enters through the ledger: what did commit is not written again', async () => {
  await startContainer(database).deliver(kafkaEvent({ halves: { 0: [record(0), record(1)] } }))
  const event = kafkaEvent({ halves: { 0: [record(1), record(2)] } })
  objects.set(
    '/failures/aws/lambda/a b/2026.json',
    JSON.stringify({ ...given, payload: JSON.stringify(event) }),
  )

  const totals = await redrive({
    Records: [
      {
        eventSource: 'aws:s3',
        s3: { bucket: { name: 'failures' }, object: { key: 'aws/lambda/a+b/2026.json' } },
      },
    ],
  })

  expect(totals).toEqual([expect.objectContaining({ delivered: 2, written: 1, repeated: 1 })])
  expect(await ids('halves')).toEqual([0, 1, 2])
  expect(await redrive({ s3: { bucket: 'failures', key: 'aws/lambda/a b/2026.json' } })).toEqual([
    expect.objectContaining({ repeated: 2 }),
  ])
})

test('what arrives in the bucket is redriven in the version that arrived', async () => {
  const failed = (offset: number) =>
    JSON.stringify({
      ...given,
      payload: JSON.stringify(kafkaEvent({ versions: { 0: [record(offset)] } })),
    })
  objects.set('/failures/a+b.json?versionId=first', failed(1))
  objects.set('/failures/a+b.json', failed(2))

  await redrive({
    'detail-type': 'Object Created',
    source: 'aws.s3',
    detail: {
      bucket: { name: 'failures' },
      object: { key: 'a+b.json', 'version-id': 'first' },
    },
  })

  expect(await ids('versions')).toEqual([1])
})

test('a record too large for an event of Lambda comes back from S3', async () => {
  const text = 'x'.repeat(7_000_000)
  const large = {
    offset: 0,
    value: envelope(structSchema({ id: 'int32', text: 'string' }), { id: 0, text }),
  }
  objects.set(
    '/failures/large.json',
    JSON.stringify({
      ...given,
      requestContext: { condition: 'MaximumPayloadSizeExceeded', approximateInvokeCount: 1 },
      responseContext: null,
      payload: JSON.stringify(kafkaEvent({ large: { 0: [large] } })),
    }),
  )

  await redrive({ s3: { bucket: 'failures', key: 'large.json' } })

  const rows = await database.query('SELECT LENGTH(text) AS bytes FROM large')
  expect(rows.map((row) => Number(row.bytes))).toEqual([text.length])
})

test('a failed batch from a Kafka topic has its payload as an object', async () => {
  const failures = [
    { ...given, payload: kafkaEvent({ topical: { 0: [record(0)] } }) },
    { ...given, payload: kafkaEvent({ topical: { 0: [record(1)], 1: [record(0)] } }) },
  ]
  const event = kafkaEvent({
    failures: {
      0: failures.map((failure, offset) => ({ offset, value: JSON.stringify(failure) })),
    },
  })

  await redrive(event)
  await redrive(event)

  expect(await ids('topical')).toEqual([0, 0, 1])
})

test('an on-failure record can be given as it is', async () => {
  await redrive({ ...given, payload: kafkaEvent({ direct: { 0: [record(0)] } }) })

  expect(await ids('direct')).toEqual([0])
})

test.each([
  ['a destination without records', given, 'destinations of SQS and SNS carry no records'],
  ['a payload that is no JSON', { ...given, payload: '{' }, 'event.payload must be JSON'],
  ['something else', { hello: 1 }, 'nothing to redrive'],
  ['nothing', null, 'must be an object'],
  ['an S3 place without a key', { s3: { bucket: 'b' } }, 's3 must name a bucket and a key'],
  [
    'a notification of something else',
    { Records: [{}] },
    'Records[0] must be a notification of S3',
  ],
])('%s is refused, saying what is wanted', async (_name, request, fault) => {
  expect(() => parseRedriveRequest(request)).toThrow(fault)
})

test('an object that is not there is named', async () => {
  await expect(redrive({ s3: { bucket: 'failures', key: 'gone.json' } })).rejects.toMatchObject({
    code: 'ERR_STORE_PERMANENT',
    message: expect.stringContaining('s3://failures/gone.json'),
  })
})
