import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { SchemaType } from '../../infra/local/registry/stored-schema.ts'
import { parseLetterRequest } from '../../lib/redrive/letter-selection.ts'
import { redriveLetters } from '../../lib/redrive.ts'
import { avroEncoder } from '../support/avro-samples.ts'
import { useDatabase } from '../support/database.ts'
import { type Framing, framed } from '../support/framing.ts'
import { kafkaEvent } from '../support/kafka-event.ts'
import { protoType } from '../support/proto-file.ts'
import { type Registered, useRegistries } from '../support/registries.ts'
import { type Container, startContainer } from '../support/sink.ts'

const database = await useDatabase()
const registries = await useRegistries()

/** An Avro record of an id and more fields, each a text that may be null. */
const avroOf = (...fields: readonly string[]) => ({
  type: 'record',
  name: 'Row',
  fields: [
    { name: 'id', type: 'long' },
    ...fields.map((name) => ({ name, type: ['null', 'string'] })),
  ],
})
const avro = avroOf('name')
const encodeAvro = avroEncoder(avro)
const avroBytes = (id: number) => encodeAvro({ id: BigInt(id), name: { string: `avro ${id}` } })
const jsonSchema =
  '{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"}}}'
const jsonBytes = (id: number) => Buffer.from(`{"id":${id},"name":"json ${id}"}`)
const proto = 'syntax = "proto3"; message Row { int64 id = 1; string name = 2; }'
const protoRow = protoType(proto, 'Row')
const protoBytes = (id: number) =>
  Buffer.from(protoRow.encode(protoRow.fromObject({ id, name: `proto ${id}` })).finish())
const NO_LEAD = { confluent: new Uint8Array(0), glue: new Uint8Array(0) }
const FIRST = { confluent: Buffer.of(0), glue: Buffer.of(0) }

const sink = (environment: Readonly<Record<string, string>> = {}) =>
  startContainer(database, {
    ...registries.environment,
    SINK_VALUE_FORMAT: 'avro',
    SINK_MAX_RETRIES: '0',
    ...environment,
  })

const idsOf = async (table: string) =>
  (await database.query(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => Number(id))

const lettersOf = (topic: string) =>
  database.query(
    `SELECT \`offset\`, errorCode, errorMessage, stage FROM kafka_dead_letters WHERE topic = '${topic}' ORDER BY \`offset\``,
  )

const nowhere: Registered = {
  type: 'AVRO',
  id: 404_404,
  guid: '00000000-0000-4000-8000-000000404404',
  versionId: '00000000-0000-4000-8000-000000404404',
}

const asked = () => registries.confluent.requests().length + registries.glue.asked.length

test('each topic of an event is read in its own format, and a schema is asked for once', async () => {
  const avroSchema = registries.register('AVRO', JSON.stringify(avro))
  const protoSchema = registries.register('PROTOBUF', proto)
  const jsonRegistered = registries.register('JSON', jsonSchema)
  const container = sink({
    SINK_VALUE_FORMAT:
      'auto; one_avro=avro; one_proto=protobuf; one_json_schema=json-schema; one_text=string',
  })
  const event = (from: number) => {
    const ids = [from, from + 1, from + 2]
    const framedAs = (
      registered: Registered,
      bytes: (id: number) => Uint8Array,
      framing: Framing,
    ) =>
      ids.map((id) => ({
        offset: id,
        ...framed(registered, { bytes: bytes(id), lead: NO_LEAD }, framing),
      }))
    return kafkaEvent({
      one_avro: { 0: framedAs(avroSchema, avroBytes, 'source-confluent') },
      one_proto: {
        0: ids.map((id) => ({
          offset: id,
          ...framed(protoSchema, { bytes: protoBytes(id), lead: FIRST }, 'source-glue'),
        })),
      },
      one_json_schema: { 0: framedAs(jsonRegistered, jsonBytes, 'header-id') },
      one_auto: { 0: framedAs(avroSchema, avroBytes, 'glue-zlib') },
      one_text: { 0: ids.map((id) => ({ offset: id, value: `text ${id}` })) },
    })
  }
  const before = asked()

  await container.deliver(event(0))
  const first = asked() - before
  await container.deliver(event(3))

  expect(first).toBe(4)
  expect(asked() - before).toBe(first)
  for (const [table, word] of Object.entries({
    one_avro: 'avro',
    one_proto: 'proto',
    one_json_schema: 'json',
    one_auto: 'avro',
  })) {
    expect(await database.query(`SELECT id, name FROM ${table} ORDER BY id`)).toEqual(
      [0, 1, 2, 3, 4, 5].map((id) => ({ id: String(id), name: `${word} ${id}` })),
    )
  }
  expect(await database.query('SELECT COUNT(*) AS n FROM one_text')).toEqual([{ n: '6' }])
})

/** Good records, and one at offset 2 whose schema is nowhere. */
function withStray(topic: string, framing: Framing): unknown {
  const known = registries.register('AVRO', JSON.stringify(avro))
  const records = [0, 1, 2, 3].map((offset) => ({
    offset,
    ...framed(offset === 2 ? nowhere : known, { bytes: avroBytes(offset) }, framing),
  }))
  return kafkaEvent({ [topic]: { 0: records } })
}

test.each([
  ['confluent-id', /schema 404404 of the Confluent registry/],
  ['header-guid', /schema 00000000-\S+404404 of the Confluent registry/],
  ['source-confluent', /schema 404404 of the Confluent registry/],
  ['source-glue', /schema version 00000000-\S+404404 of the Glue registry/],
] as const)(
  'of one missing schema among others (%s) the records before it commit, or it is dead-lettered alone',
  async (framing, message) => {
    const strict = `strict_${framing.replace('-', '_')}`
    const failing = sink().deliver(withStray(strict, framing))
    await expect(failing).rejects.toMatchObject({
      code: 'ERR_SCHEMA_MISSING',
      message: expect.stringMatching(message),
      coordinates: { topic: strict, partition: 0, offset: 2 },
    })
    expect(await idsOf(strict)).toEqual([0, 1])

    const lenient = `lenient_${framing.replace('-', '_')}`
    const container = sink({ SINK_ERRORS_TOLERANCE: 'all' })
    const { totals } = await container.deliver(withStray(lenient, framing))
    expect(totals).toMatchObject({ written: 3, deadLettered: 1 })
    expect(await idsOf(lenient)).toEqual([0, 1, 3])
    expect(await lettersOf(lenient)).toEqual([
      {
        offset: '2',
        errorCode: 'ERR_SCHEMA_MISSING',
        errorMessage: expect.stringMatching(message),
        stage: 'decode',
      },
    ])
  },
)

/** No schema gets it by itself. */
let lateId = 500_000

const redrive = async (container: Container, topic: string) => {
  const request = parseLetterRequest({ deadLetters: { topic }, dryRun: false })
  return await redriveLetters(request, container.parts, () => 60_000)
}

test.each(['source-confluent', 'source-glue', 'header-id', 'confluent-id', 'glue-zlib'] as const)(
  'a dead letter (%s) becomes a row once its schema is there, in a container that knew of it or not',
  async (framing) => {
    const topic = `late_${framing.replace('-', '_')}`
    const known = registries.register('AVRO', JSON.stringify(avro))
    const [id, versionId] = [lateId++, randomUUID()]
    const late = { ...known, id, versionId }
    const container = sink({ SINK_ERRORS_TOLERANCE: 'all' })
    const records = [0, 1, 2, 3, 4].map((offset) => ({
      offset,
      ...framed(offset < 3 ? known : late, { bytes: avroBytes(offset) }, framing),
    }))
    await container.deliver(kafkaEvent({ [topic]: { 0: records } }))
    expect(await redrive(container, topic)).toMatchObject({ found: 2, written: 0 })

    const text = JSON.stringify(avro)
    registries.confluent.register(`late-${id}`, 'AVRO', `${text} `, [], { id })
    registries.glue.versions.set(versionId, { definition: text, dataFormat: 'AVRO' })
    expect(await redrive(sink(), topic)).toMatchObject({ found: 2, written: 2, stillBad: [] })

    expect(await idsOf(topic)).toEqual([0, 1, 2, 3, 4])
    expect(await lettersOf(topic)).toEqual([])
    expect(await redrive(container, topic)).toMatchObject({ found: 0 })
  },
)

test('a container that missed a schema finds it when the record is delivered again', async () => {
  const late = lateId++
  const container = sink()
  const event = kafkaEvent({
    found_later: {
      0: [{ offset: 0, ...framed({ ...nowhere, id: late }, { bytes: avroBytes(0) }, 'header-id') }],
    },
  })
  await expect(container.deliver(event)).rejects.toMatchObject({ code: 'ERR_SCHEMA_MISSING' })
  registries.confluent.register('found-later', 'AVRO', JSON.stringify(avro), [], { id: late })
  await container.deliver(event)
  expect(await idsOf('found_later')).toEqual([0])
})

test('a field that a later version of the schema leaves out is NULL, in one batch with the earlier', async () => {
  const [older, newer] = [avroOf('name', 'note'), avroOf('name')]
  const oldAvro = registries.register('AVRO', JSON.stringify(older))
  const newAvro = registries.register('AVRO', JSON.stringify(newer))
  const oldProto = registries.register(
    'PROTOBUF',
    'syntax = "proto3"; message Row { int64 id = 1; string name = 2; string note = 3; }',
  )
  const newProto = registries.register('PROTOBUF', proto)
  const oldJson = registries.register(
    'JSON',
    '{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string"},"note":{"type":"string"}}}',
  )
  const newJson = registries.register('JSON', jsonSchema)
  const withNote = protoType(
    'syntax = "proto3"; message Row { int64 id = 1; string name = 2; string note = 3; }',
    'Row',
  )
  const oldBytes = {
    avro: avroEncoder(older)({ id: 0n, name: null, note: { string: 'old' } }),
    proto: withNote.encode(withNote.fromObject({ id: 0, note: 'old' })).finish(),
    json: Buffer.from('{"id":0,"note":"old"}'),
  }
  const versions = (
    registered: readonly [older: Registered, newer: Registered],
    first: Uint8Array,
    later: (id: number) => Uint8Array,
    lead = NO_LEAD,
  ) => ({
    0: [0, 1, 2].map((offset) => {
      const bytes = offset === 0 ? first : later(offset)
      const of = offset === 0 ? registered[0] : registered[1]
      return { offset, ...framed(of, { bytes, lead }, 'confluent-id') }
    }),
  })
  await sink({ SINK_VALUE_FORMAT: 'auto' }).deliver(
    kafkaEvent({
      version_avro: versions([oldAvro, newAvro], oldBytes.avro, avroBytes),
      version_proto: versions([oldProto, newProto], oldBytes.proto, protoBytes, FIRST),
      version_json: versions([oldJson, newJson], oldBytes.json, jsonBytes),
    }),
  )
  for (const table of ['version_avro', 'version_proto', 'version_json']) {
    expect(await database.query(`SELECT id, note FROM ${table} ORDER BY id`)).toEqual([
      { id: '0', note: 'old' },
      { id: '1', note: null },
      { id: '2', note: null },
    ])
  }
})

test('schemas that refer to others are read with them', async () => {
  const place = (name: string, type: SchemaType, text: string) => {
    const { subject, version } = registries.confluent.register(`place ${type}`, type, text)
    return [{ name, subject, version }]
  }
  const placeAvro =
    '{"type":"record","name":"geo.Place","fields":[{"name":"city","type":"string"}]}'
  const rowAvro =
    '{"type":"record","name":"Row","fields":[{"name":"id","type":"long"},{"name":"place","type":"geo.Place"}]}'
  const avroSchema = registries.register('AVRO', rowAvro, place('geo.Place', 'AVRO', placeAvro))
  const protoSchema = registries.register(
    'PROTOBUF',
    'syntax = "proto3"; import "geo/place.proto"; message Row { int64 id = 1; geo.Place place = 2; }',
    place(
      'geo/place.proto',
      'PROTOBUF',
      'syntax = "proto3"; package geo; message Place { string city = 1; }',
    ),
  )
  const json = registries.register(
    'JSON',
    '{"type":"object","properties":{"id":{"type":"integer"},"place":{"$ref":"place.json"}}}',
    place('place.json', 'JSON', '{"type":"object","properties":{"city":{"type":"string"}}}'),
  )
  const rome = Buffer.from('Rome')
  const bodies = {
    refers_avro: [avroSchema, Buffer.concat([Buffer.of(2, 8), rome])],
    refers_proto: [protoSchema, Buffer.concat([Buffer.of(8, 1, 18, 6, 10, 4), rome])],
    refers_json: [json, Buffer.from('{"id":1,"place":{"city":"Rome"}}')],
  } as const
  const topics = Object.entries(bodies).map(([topic, [registered, bytes]]) => {
    const lead = registered === protoSchema ? FIRST : NO_LEAD
    return [topic, { 0: [{ offset: 0, ...framed(registered, { bytes, lead }, 'confluent-guid') }] }]
  })
  await sink({ SINK_VALUE_FORMAT: 'auto' }).deliver(kafkaEvent(Object.fromEntries(topics)))
  for (const table of Object.keys(bodies)) {
    expect(await database.query(`SELECT id, place FROM ${table}`)).toEqual([
      { id: '1', place: '{"city":"Rome"}' },
    ])
  }
})

test("Debezium's change events in Avro become rows, deletes and heartbeats are filtered", async () => {
  const value = {
    type: 'record',
    name: 'Value',
    fields: [
      { name: 'id', type: 'long' },
      { name: 'at', type: { type: 'long', 'connect.name': 'io.debezium.time.MicroTimestamp' } },
    ],
  }
  const envelope = {
    type: 'record',
    name: 'Envelope',
    namespace: 'shop.public.orders',
    fields: [
      { name: 'before', type: ['null', value] },
      { name: 'after', type: ['null', 'Value'] },
      { name: 'source', type: { type: 'record', name: 'Source', fields: [] } },
      { name: 'op', type: 'string' },
    ],
    'connect.name': 'shop.public.orders.Envelope',
  }
  const heartbeat = {
    type: 'record',
    name: 'Heartbeat',
    namespace: 'io.debezium.connector.common',
    fields: [{ name: 'ts_ms', type: 'long' }],
    'connect.name': 'io.debezium.connector.common.Heartbeat',
  }
  const [changes, beats] = [envelope, heartbeat].map((schema) =>
    registries.register('AVRO', JSON.stringify(schema)),
  ) as [Registered, Registered]
  const row = (id: bigint) => ({ 'shop.public.orders.Value': { id, at: 1_700_000_000_123_456n } })
  const change = (op: string, before: object | null, after: object | null) =>
    framed(
      changes,
      { bytes: avroEncoder(envelope)({ before, after, source: {}, op }) },
      'header-id',
    )
  const { totals } = await sink().deliver(
    kafkaEvent({
      changes: {
        0: [
          { offset: 0, ...change('r', null, row(2n ** 62n)) },
          { offset: 1, ...change('u', row(1n), row(1n)) },
          { offset: 2, ...change('d', row(1n), null) },
          { offset: 3, value: null },
        ],
      },
      beats: {
        0: [
          {
            offset: 0,
            ...framed(beats, { bytes: avroEncoder(heartbeat)({ ts_ms: 5n }) }, 'glue'),
          },
        ],
      },
    }),
  )
  expect(totals).toMatchObject({ written: 2, filtered: 3 })
  const at = '2023-11-14 22:13:20.123456'
  expect(await database.query('SELECT * FROM changes ORDER BY id')).toEqual([
    { id: '1', at },
    { id: String(2n ** 62n), at },
  ])
  expect(await database.query("SHOW TABLES LIKE 'beats'")).toEqual([])
})
