import { describe, expect, test } from 'vitest'
import type { SchemaType } from '../../infra/local/registry/stored-schema.ts'
import { avroEncoder } from '../support/avro-samples.ts'
import { useDatabase } from '../support/database.ts'
import { protoType } from '../support/proto-file.ts'
import { useRegistries } from '../support/registries.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const registries = await useRegistries()

const productAvro = {
  type: 'record',
  name: 'Product',
  fields: [
    { name: 'id', type: 'int' },
    { name: 'name', type: 'string' },
    { name: 'price', type: 'double' },
  ],
}
const PRODUCTS = [
  { id: 1001, name: 'Laptop', price: 999.99 },
  { id: 1002, name: 'Smartphone', price: 599.99 },
  { id: 1003, name: 'Headphones', price: 149.99 },
]
const productRows = PRODUCTS.map(({ id, name, price }) => ({
  id: String(id),
  name,
  price: String(price),
}))

const productFields = 'int32 id = 1; string name = 2; double price = 3;'
const address = 'message Address { string street = 1; string city = 2; string zip = 3; }'
const userFields = `string userId = 1; string name = 2; string email = 3; int32 age = 4; bool isActive = 5;
  string signupDate = 6;`
/** As it stands in the tests of TypeScript and Python; those of .NET number the last five fields otherwise. */
const userProfile = `message UserProfile { ${userFields} repeated string tags = 7; double score = 8;
  map<string, string> preferences = 9; Address address = 10; }`
const dotnetProfile = `message UserProfile { ${userFields} Address address = 7; repeated string tags = 8;
  double score = 9; map<string, string> preferences = 10; }`
const proto = (...messages: readonly string[]) =>
  `syntax = "proto3"; package com.example.protobuf; ${messages.join(' ')}`
const encoder = (text: string, name: string) => {
  const type = protoType(text, `com.example.protobuf.${name}`)
  return (members: object) => Buffer.from(type.encode(type.fromObject(members)).finish())
}

interface Delivered {
  readonly value: Uint8Array | null
  readonly key?: string | null
  readonly headers?: unknown
  readonly schema?: { readonly dataFormat: SchemaType; readonly schemaId: string }
}

const HEADER = [{ headerKey: [...Buffer.from('headerValue')] }]

describe.each(['aws:kafka', 'SelfManagedKafka'] as const)('an event of %s', (eventSource) => {
  const prefix = eventSource === 'aws:kafka' ? 'msk' : 'own'

  function eventOf(topic: string, records: readonly Delivered[]): unknown {
    return {
      eventSource,
      ...(eventSource === 'aws:kafka'
        ? {
            eventSourceArn:
              'arn:aws:kafka:us-east-1:123456789012:cluster/SalesCluster/abcd1234-abcd-cafe-abab-9876543210ab-4',
          }
        : {}),
      bootstrapServers: 'b-1.example.com:9092,b-2.example.com:9092',
      records: {
        [`${topic}-0`]: records.map(({ value, key, headers = HEADER, schema }, at) => ({
          topic,
          partition: 0,
          offset: 15 + at,
          timestamp: 1_545_084_650_987 + at,
          timestampType: 'CREATE_TIME',
          ...(key === undefined
            ? {}
            : { key: key === null ? null : Buffer.from(key).toString('base64') }),
          value: value === null ? null : Buffer.from(value).toString('base64'),
          headers,
          ...(schema === undefined ? {} : { valueSchemaMetadata: schema }),
        })),
      },
    }
  }

  async function land(
    format: string,
    topic: string,
    records: readonly Delivered[],
    tolerance = 'none',
  ) {
    const container = startContainer(database, {
      ...registries.environment,
      SINK_VALUE_FORMAT: format,
      SINK_ERRORS_TOLERANCE: tolerance,
    })
    return await container.deliver(eventOf(topic, records))
  }

  const rows = (topic: string) => database.query(`SELECT * FROM ${topic} ORDER BY 1`)

  test('holds the three products in Avro: as a registry integration delivers them they become rows', async () => {
    const encode = avroEncoder(productAvro)
    const values = PRODUCTS.map(encode)
    expect(values.map((value) => value.toString('base64'))).toEqual([
      '0g8MTGFwdG9wUrgehes/j0A=',
      '1A8UU21hcnRwaG9uZVK4HoXrv4JA',
      '1g8USGVhZHBob25lc0jhehSuv2JA',
    ])
    const { id, versionId } = registries.register('AVRO', JSON.stringify(productAvro))
    for (const [name, schemaId] of Object.entries({ confluent: String(id), glue: versionId })) {
      const topic = `${prefix}_avro_${name}`
      const schema = { dataFormat: 'AVRO', schemaId } as const
      const keys = ['42', '42', null]
      await land(
        'avro',
        topic,
        values.map((value, at) => ({ value, schema, key: keys[at] ?? null })),
      )
      expect(await rows(topic)).toEqual(productRows)
    }
  })

  test('holds the three products in Avro: where nothing names a schema they are refused', async () => {
    const value = avroEncoder(productAvro)(PRODUCTS[0])
    const landing = land('avro', `${prefix}_avro_bare`, [{ value, key: '42' }])
    await expect(landing).rejects.toMatchObject({ code: 'ERR_RECORD_UNDECODABLE' })
  })

  test('holds the three products in Protobuf: behind the indexes of each registry they become rows', async () => {
    const encode = encoder(proto(`message Product { ${productFields} }`), 'Product')
    const values = PRODUCTS.map((product) => encode(product))
    expect(values.map((value) => value.toString('base64'))).toEqual([
      'COkHEgZMYXB0b3AZUrgehes/j0A=',
      'COoHEgpTbWFydHBob25lGVK4HoXrv4JA',
      'COsHEgpIZWFkcGhvbmVzGUjhehSuv2JA',
    ])
    const alone = registries.register('PROTOBUF', proto(`message Product { ${productFields} }`))
    const nested = registries.register(
      'PROTOBUF',
      proto('message First {}', `message Outer { message Product { ${productFields} } }`),
    )
    const second = registries.register(
      'PROTOBUF',
      proto('message First {}', `message Product { ${productFields} }`),
    )
    const heads = {
      confluent_zero: [Buffer.of(0), String(alone.id)],
      confluent_plain: [Buffer.of(2, 1, 0), String(nested.id)],
      confluent_zigzag: [Buffer.of(4, 2, 0), String(nested.id)],
      confluent_second: [Buffer.of(2, 2), String(second.id)],
      glue_zero: [Buffer.of(0), alone.versionId],
      glue_one: [Buffer.of(1), second.versionId],
    } as const
    for (const [name, [head, schemaId]] of Object.entries(heads)) {
      const topic = `${prefix}_proto_${name}`
      const schema = { dataFormat: 'PROTOBUF', schemaId } as const
      await land(
        'protobuf',
        topic,
        values.map((value) => ({ value: Buffer.concat([head, value]), schema })),
      )
      expect(await rows(topic)).toEqual(productRows)
    }
  })

  test('holds products in Protobuf without indexes, or without a schema: they are refused', async () => {
    const text = proto(`message Product { ${productFields} }`)
    const value = encoder(text, 'Product')(PRODUCTS[0] ?? {})
    const { id, versionId } = registries.register('PROTOBUF', text)
    const of = (schemaId: string) => ({ dataFormat: 'PROTOBUF', schemaId }) as const
    const landing = land(
      'protobuf',
      `${prefix}_proto_bare`,
      [{ value }, { value, schema: of(String(id)) }, { value, schema: of(versionId) }],
      'all',
    )
    expect((await landing).totals).toMatchObject({ written: 0, deadLettered: 3 })
    const nameless = { value, schema: { dataFormat: 'PROTOBUF' } } as unknown as Delivered
    const withoutId = land('protobuf', `${prefix}_proto_nameless`, [nameless])
    await expect(withoutId).rejects.toMatchObject({
      code: 'ERR_RECORD_UNDECODABLE',
      message: expect.stringContaining('value has no frame of a schema registry'),
    })
  })

  test("holds a user's profile: the message is the one that the indexes lead to", async () => {
    const text = proto(address, userProfile)
    const nestedText = proto(address, `message Outer { ${userProfile} }`)
    const bob = {
      userId: 'a8e40971-1552-420d-a7c9-b8982325702d',
      name: 'Bob',
      email: 'bob@example.com',
      age: 28,
      isActive: true,
      signupDate: '2024-02-02',
      tags: ['tag1', 'tag2'],
      score: 88,
      preferences: { theme: 'light' },
      address: { street: '123 Ave', city: 'Seattle', zip: '98101' },
    }
    const tester = {
      userId: '123',
      name: 'Test',
      email: 'test@gmx.com',
      age: 10,
      signupDate: '2025-06-20',
      tags: ['tag1', 'tag2'],
      score: 12,
      preferences: { theme: 'light' },
      address: { street: 'Mythenquai', city: 'Zurich', zip: '8002' },
    }
    const encode = encoder(text, 'UserProfile')
    const head =
      'AgIKJGE4ZTQwOTcxLTE1NTItNDIwZC1hN2M5LWI4OTgyMzI1NzAyZBIDQm9iGg9ib2JAZXhhbXBsZS5jb20gHCgB'
    const framed = Buffer.concat([Buffer.of(2, 2), encode(bob)]).toString('base64')
    expect(framed.slice(0, head.length)).toBe(head)
    const { id, versionId } = registries.register('PROTOBUF', text)
    const profileFirst = registries.register('PROTOBUF', proto(userProfile, address))
    const nested = registries.register('PROTOBUF', nestedText)
    const of = (schemaId: string) => ({ dataFormat: 'PROTOBUF', schemaId }) as const
    const topic = `${prefix}_profiles`
    const withHead = (bytes: readonly number[], members: object) =>
      Buffer.concat([Buffer.from(bytes), encode(members)])
    await land('protobuf', topic, [
      { value: withHead([2, 2], bob), schema: of(String(id)), headers: [] },
      { value: withHead([0], tester), schema: of(String(profileFirst.id)) },
      { value: withHead([4, 2, 0], tester), schema: of(String(nested.id)), key: null },
      { value: withHead([1], tester), schema: of(versionId) },
      { value: withHead([1], { ...tester, score: 0 }), schema: of(versionId) },
    ])
    const shown = ({ tags, preferences, address, ...scalars }: typeof tester & object) => ({
      isActive: '0',
      ...scalars,
      age: String(scalars.age),
      score: String(scalars.score),
      tags: JSON.stringify(tags),
      preferences: JSON.stringify(preferences),
      address: JSON.stringify(address),
    })
    const found = await database.query(`SELECT * FROM ${topic} ORDER BY userId, score`)
    expect(found).toEqual([
      shown({ ...tester, score: 0 }),
      shown(tester),
      shown(tester),
      shown(tester),
      { ...shown(bob), isActive: '1' },
    ])
  })

  test('holds profiles that the service itself delivered from Glue', async () => {
    const text = proto(address, dotnetProfile)
    const encode = encoder(text, 'UserProfile')
    const users = [
      ['u453', 74, true, 94.74572318102679],
      ['u705', 19, false, 95.78846012772652],
      ['u809', 40, false, 35.24630792896318],
      ['u859', 54, false, 46.70341809199742],
    ] as const
    const { versionId } = registries.register('PROTOBUF', text)
    const topic = `${prefix}_glue_profiles`
    await land(
      'protobuf',
      topic,
      users.map(([userId, age, isActive, score]) => {
        const profile = encode({
          userId,
          name: 'Alice',
          email: 'alice@example.com',
          age,
          ...(isActive ? { isActive } : {}),
          signupDate: '2024-01-01',
          address: { street: '123 Main', city: 'Seattle', zip: '98101' },
          tags: ['tag1', 'tag2'],
          score,
          preferences: { theme: 'dark' },
        })
        return {
          value: Buffer.concat([Buffer.of(1), profile]),
          key: userId,
          headers: [],
          schema: { dataFormat: 'PROTOBUF', schemaId: versionId },
        }
      }),
    )
    const found = await database.query(
      `SELECT userId, age, isActive, score, address FROM ${topic} ORDER BY userId`,
    )
    expect(found).toEqual(
      users.map(([userId, age, isActive, score]) => ({
        userId,
        age: String(age),
        isActive: isActive ? '1' : '0',
        score: String(score),
        address: '{"street":"123 Main","city":"Seattle","zip":"98101"}',
      })),
    )
  })

  test('holds products in JSON, the key present, absent, null or empty; a null value is a delete', async () => {
    const topic = `${prefix}_json`
    await database.query(`CREATE TABLE ${topic} (id BIGINT, name TEXT, price DOUBLE)`)
    const value = Buffer.from('{\n  "id": 12345,\n  "name": "product5",\n  "price": 45\n}')
    expect(value.toString('base64')).toBe(
      'ewogICJpZCI6IDEyMzQ1LAogICJuYW1lIjogInByb2R1Y3Q1IiwKICAicHJpY2UiOiA0NQp9',
    )
    const { totals } = await land('auto', topic, [
      { value, key: 'recordKey' },
      { value },
      { value, key: null, headers: null },
      { value, key: '' },
      { value: null, key: 'recordKey' },
    ])
    expect(totals).toMatchObject({ written: 4, filtered: 1 })
    const row = { id: '12345', name: 'product5', price: '45' }
    expect(await rows(topic)).toEqual([row, row, row, row])
  })

  test('holds a record whose whole frame is left, as without a registry integration', async () => {
    const schema = {
      type: 'record',
      name: 'Product',
      fields: [
        { name: 'name', type: 'string' },
        { name: 'quantity', type: 'int' },
      ],
    }
    const versionId = '574f6a9a-9548-4dea-86a3-d82c0479a116'
    const definition = JSON.stringify(schema)
    registries.glue.versions.set(versionId, { definition, dataFormat: 'AVRO' })
    const value = Buffer.concat([
      Buffer.of(3, 0),
      Buffer.from(versionId.replaceAll('-', ''), 'hex'),
      avroEncoder(schema)({ name: 'Powertools', quantity: 5 }),
    ])
    expect(value.toString('base64')).toBe('AwBXT2qalUhN6oaj2CwEeaEWFFBvd2VydG9vbHMK')
    await land('auto', `${prefix}_framed`, [{ value, headers: [] }])
    expect(await rows(`${prefix}_framed`)).toEqual([{ name: 'Powertools', quantity: '5' }])
  })
})
