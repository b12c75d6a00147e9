import { deflateSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type GlueServer, startGlue } from '../../infra/local/glue/glue-server.ts'
import { useDatabase } from '../support/database.ts'
import { kafkaEvent } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'
import { base64, gluePrefix, hex } from '../unit/format/frames/build-record.ts'

const database = await useDatabase()

const AVRO = '574f6a9a-9548-4dea-86a3-d82c0479a116'
const PROTOBUF = '00000000-0000-0000-0000-0000000000ff'
const JSON_SCHEMA = 'ffffffff-0000-4000-8000-000000000000'
const LATER = '11111111-2222-4333-8444-555555555555'

const product = `{"type":"record","name":"Product","fields":[
  {"name":"name","type":"string"},{"name":"price","type":"long"}]}`

let glue: GlueServer

beforeEach(async () => {
  glue = await startGlue()
  glue.versions.set(AVRO, { definition: product, dataFormat: 'AVRO' })
  vi.stubEnv('AWS_ENDPOINT_URL_GLUE', glue.url)
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await glue[Symbol.asyncDispose]()
})

function framed(version: string, body: Uint8Array): Buffer {
  return Buffer.concat([gluePrefix(version), body])
}

/** A Product in Avro: the name of at most 63 characters, and 5. */
function productBody(name: string): Buffer {
  return Buffer.concat([Buffer.of(name.length * 2), Buffer.from(name), Buffer.of(10)])
}

async function failure(promise: Promise<unknown>): Promise<Error & { readonly code: string }> {
  return promise.then(
    () => expect.unreachable('it was delivered'),
    (error) => error,
  )
}

test('tables are made from schemas in Glue, whatever they are written in, and each is asked for once', async () => {
  glue.versions.set(PROTOBUF, {
    definition: 'syntax = "proto3"; message Order { int64 id = 1; string note = 2; }',
    dataFormat: 'PROTOBUF',
  })
  glue.versions.set(JSON_SCHEMA, {
    definition: '{"type":"object","properties":{"id":{"type":"integer"}}}',
    dataFormat: 'JSON',
  })
  const container = startContainer(database)
  const deflated = deflateSync(productBody('b'))
  await container.deliver(
    kafkaEvent({
      glue_avro: {
        0: [
          { offset: 0, value: framed(AVRO, productBody('a')) },
          { offset: 1, value: Buffer.concat([gluePrefix(AVRO, '05'), deflated]) },
        ],
      },
      glue_protobuf: { 0: [{ offset: 0, value: framed(PROTOBUF, hex('00 08 07 12 01 6e')) }] },
      glue_json: { 0: [{ offset: 0, value: framed(JSON_SCHEMA, Buffer.from('{"id":9}')) }] },
    }),
  )
  await container.deliver(
    kafkaEvent({ glue_avro: { 0: [{ offset: 2, value: framed(AVRO, productBody('c')) }] } }),
  )

  expect(await database.query('SELECT name, price FROM glue_avro ORDER BY name')).toEqual([
    { name: 'a', price: '5' },
    { name: 'b', price: '5' },
    { name: 'c', price: '5' },
  ])
  expect(await database.query('SELECT id, note FROM glue_protobuf')).toEqual([
    { id: '7', note: 'n' },
  ])
  expect(await database.query('SELECT id FROM glue_json')).toEqual([{ id: '9' }])
  expect(glue.asked.toSorted()).toEqual([PROTOBUF, AVRO, JSON_SCHEMA].toSorted())
})

test('a record whose schema is missing is bad until the schema is there; what precedes it commits', async () => {
  const container = startContainer(database)
  const event = kafkaEvent({
    glue_missing: {
      0: [
        { offset: 0, value: framed(AVRO, productBody('a')) },
        { offset: 1, value: framed(LATER, productBody('b')) },
      ],
    },
  })
  const error = await failure(container.deliver(event))
  expect(error.code).toBe('ERR_SCHEMA_MISSING')
  expect(error.message).toMatch(/glue_missing-0 offset 1: schema version 11111111-/)
  expect(await database.query('SELECT name FROM glue_missing')).toEqual([{ name: 'a' }])

  glue.versions.set(LATER, { definition: product, dataFormat: 'AVRO', status: 'PENDING' })
  expect((await failure(container.deliver(event))).message).toContain('PENDING')

  glue.versions.set(LATER, { definition: product, dataFormat: 'AVRO' })
  await container.deliver(event)
  expect(await database.query('SELECT name FROM glue_missing ORDER BY name')).toEqual([
    { name: 'a' },
    { name: 'b' },
  ])
})

test('a refusal fails the whole event, and nothing of it is written', async () => {
  const container = startContainer(database, { SINK_ERRORS_TOLERANCE: 'all' })
  const event = kafkaEvent({
    glue_denied: { 0: [{ offset: 0, value: framed(AVRO, productBody('a')) }] },
  })
  glue.faults.push({ kind: 'error', name: 'AccessDeniedException' })
  const error = await failure(container.deliver(event))
  expect(error.code).toBe('ERR_REGISTRY_DENIED')
  expect(error.message).toContain('glue:GetSchemaVersion')
  expect(await database.query("SHOW TABLES LIKE 'glue_denied'")).toEqual([])
  expect(
    await database.query(
      "SELECT * FROM kafka_connect_transaction_metadata WHERE topic = 'glue_denied'",
    ),
  ).toEqual([])

  await container.deliver(event)
  expect(await database.query('SELECT name FROM glue_denied')).toEqual([{ name: 'a' }])
})

test("an event as AWS's documentation shows it becomes a row", async () => {
  const value = Buffer.from('AwBXT2qalUhN6oaj2CwEeaEWFFBvd2VydG9vbHMK', 'base64')
  expect(value.toString('base64')).toBe(
    base64(gluePrefix(AVRO), Buffer.of(20), Buffer.from('Powertools'), Buffer.of(10)),
  )
  await startContainer(database).deliver(kafkaEvent({ glue_sample: { 0: [{ offset: 0, value }] } }))
  expect(await database.query('SELECT * FROM glue_sample')).toMatchObject([{ name: 'Powertools' }])
})
