import { Agent, request } from 'node:http'
import descriptor from 'protobufjs/ext/descriptor.js'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type LocalRegistry,
  openRegistry,
  type RegistryOptions,
} from '../../../infra/local/registry/open-registry.ts'

let registry: LocalRegistry | null = null

afterEach(async () => {
  await registry?.close()
  registry = null
})

async function open(options?: RegistryOptions): Promise<LocalRegistry> {
  registry = await openRegistry(options)
  return registry
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

async function ask(path: string, method = 'GET', body?: unknown, headers = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const url = (registry?.url ?? '') + path
  const asked = request(url, { method, headers, agent: new Agent() }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('error', reject)
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: Buffer.concat(chunks).toString(),
      }),
    )
  })
  asked.on('error', reject)
  asked.end(body === undefined ? undefined : JSON.stringify(body))
  return promise
}

async function json(path: string, method?: string, body?: unknown): Promise<unknown> {
  const { text } = await ask(path, method, body)
  return JSON.parse(text)
}

const song = '{"type":"record","name":"Song","fields":[]}'

describe('a schema that is registered over HTTP', () => {
  test('has an id, a version and a GUID, and no type where it is Avro', async () => {
    await open()
    expect(await json('/subjects/s/versions', 'POST', { schema: song })).toEqual({ id: 1 })
    expect(await json('/subjects/t/versions', 'POST', { schema: '"int"' })).toEqual({ id: 2 })
    const known = await json('/subjects/s/versions/1')
    expect(known).toEqual({
      subject: 's',
      version: 1,
      id: 1,
      guid: expect.stringMatching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/),
      schema: song,
    })
    const { id: _, ...byId } = known as { readonly id: number; readonly guid: string }
    expect(await json('/schemas/ids/1')).toEqual(byId)
    expect(await json(`/schemas/guids/${byId.guid}`)).toEqual(byId)
    expect(await json('/subjects/s', 'POST', { schema: song })).toEqual(known)
    expect((await ask('/schemas/ids/1/schema')).text).toBe(song)
    expect((await ask('/subjects/s/versions/latest/schema')).text).toBe(song)
    expect((await ask('/schemas/ids/1')).headers).toMatchObject({
      'content-type': 'application/vnd.schemaregistry.v1+json',
    })
  })

  test('keeps its id in another subject, and its version when it comes again', async () => {
    await open()
    const body = { schema: '{}', schemaType: 'JSON' }
    for (const subject of ['a', 'b', 'a']) {
      expect(await json(`/subjects/${subject}/versions`, 'POST', body)).toEqual({ id: 1 })
    }
    expect(await json('/schemas/ids/1/versions')).toEqual([
      { subject: 'a', version: 1 },
      { subject: 'b', version: 1 },
    ])
    expect(await json('/schemas/ids/1/subjects')).toEqual(['a', 'b'])
    expect(await json('/subjects')).toEqual(['a', 'b'])
    expect(await json('/schemas/ids/1')).toMatchObject({ schemaType: 'JSON' })
  })

  test('that is deleted shows only to those who ask for deleted ones', async () => {
    await open()
    await json('/subjects/s/versions', 'POST', { schema: '"int"' })
    await json('/subjects/s/versions', 'POST', { schema: '"long"' })
    expect(await json('/subjects/s/versions/1', 'DELETE')).toBe(1)
    expect(await json('/subjects/s/versions')).toEqual([2])
    expect(await json('/subjects/s/versions?deleted=true')).toEqual([1, 2])
    expect(await json('/subjects/s/versions/1')).toMatchObject({ error_code: 40_402 })
    expect(await json('/subjects/s/versions/1?deleted=true')).toMatchObject({ schema: '"int"' })
    expect(await json('/schemas/ids/1')).toMatchObject({ schema: '"int"' })
    expect(await json('/subjects/s', 'DELETE')).toEqual([2])
    expect(await json('/subjects')).toEqual([])
    expect(await json('/subjects?deleted=true')).toEqual(['s'])
  })

  test.each<[string, unknown]>([
    ['no JSON', { schema: 'oh' }],
    ['an unknown type', { schema: '{}', schemaType: 'THRIFT' }],
    ['an empty text', { schema: '' }],
    [
      'a reference to nothing',
      { schema: '{}', references: [{ name: 'n', subject: 'x', version: 1 }] },
    ],
  ])('is refused with %s', async (_, body) => {
    await open()
    const { status, text } = await ask('/subjects/s/versions', 'POST', body)
    expect([status, JSON.parse(text)]).toMatchObject([422, { error_code: 42_201 }])
  })
})

test.each([
  ['/schemas/ids/9', 404, 40_403],
  ['/schemas/ids/9/versions', 404, 40_403],
  ['/schemas/guids/none', 404, 40_403],
  ['/subjects/none/versions', 404, 40_401],
  ['/subjects/none/versions/1', 404, 40_401],
  ['/subjects/s/versions/7', 404, 40_402],
  ['/subjects/s/versions/x', 422, 42_202],
  ['/nothing', 404, 404],
  ['/schemas/ids/x', 404, 404],
])('%s is answered %i with the error code %i', async (path, status, code) => {
  const { register } = await open()
  register('s', 'AVRO', song)
  const answer = await ask(path)
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.text)).toEqual({ error_code: code, message: expect.any(String) })
})

test('an id that is fixed counts for those that follow', async () => {
  const { register } = await open()
  expect(register('s', 'AVRO', '"int"', [], { id: 100 }).id).toBe(100)
  expect(register('s', 'AVRO', '"long"')).toMatchObject({ id: 101, version: 2 })
  expect(() => register('s', 'AVRO', '"float"', [], { id: 100 })).toThrow('not permitted')
})

test('Protobuf is serialized on request, the names of its types qualified', async () => {
  const { register } = await open()
  register(
    'base',
    'PROTOBUF',
    'syntax = "proto3"; package base; message B { enum K { A = 0; } K k = 1; }',
  )
  const text = `syntax = "proto3"; package shop; import "base.proto"; import "google/protobuf/timestamp.proto";
    message First { message Inner { Inner self = 1; } base.B b = 1; map<string, base.B> many = 2; }
    message Second { First.Inner inner = 1; google.protobuf.Timestamp at = 2; base.B.K k = 3; }`
  const { id } = register('s', 'PROTOBUF', text, [
    { name: 'base.proto', subject: 'base', version: 1 },
  ])
  expect(await json(`/schemas/ids/${id}`)).toMatchObject({ schema: text })
  const { schema } = (await json(`/schemas/ids/${id}?format=serialized`)) as {
    readonly schema: string
  }
  const bytes = Buffer.from(schema, 'base64')
  const file = descriptor.FileDescriptorProto.toObject(descriptor.FileDescriptorProto.decode(bytes))
  expect(file).toMatchObject({
    package: 'shop',
    syntax: 'proto3',
    dependency: ['base.proto', 'google/protobuf/timestamp.proto'],
    messageType: [
      {
        name: 'First',
        field: [{ typeName: '.base.B' }, { typeName: '.shop.First.ManyEntry' }],
        nestedType: [
          { name: 'ManyEntry', field: [{}, { typeName: '.base.B' }], options: { mapEntry: true } },
          { name: 'Inner', field: [{ typeName: '.shop.First.Inner' }] },
        ],
      },
      {
        name: 'Second',
        field: [
          { typeName: '.shop.First.Inner' },
          { typeName: '.google.protobuf.Timestamp' },
          { typeName: '.base.B.K' },
        ],
      },
    ],
  })
})

test('without its login nothing is answered', async () => {
  const { changeLogin } = await open({ login: { user: 'u', password: 'p' } })
  const authorization = `Basic ${Buffer.from('u:p').toString('base64')}`
  expect(await ask('/subjects')).toMatchObject({
    status: 401,
    text: '{"error_code":401,"message":"Unauthorized"}',
  })
  expect(await ask('/subjects', 'GET', undefined, { authorization })).toMatchObject({ status: 200 })
  changeLogin({ token: 't' })
  expect(await ask('/subjects', 'GET', undefined, { authorization })).toMatchObject({ status: 401 })
  const bearer = { authorization: 'Bearer t' }
  expect(await ask('/subjects', 'GET', undefined, bearer)).toMatchObject({ status: 200 })
})

test('beyond its rate it answers 429 and says when to come again', async () => {
  await open({ rateLimit: { requests: 1, windowMs: 60_000 } })
  expect(await ask('/subjects')).toMatchObject({
    status: 200,
    headers: { 'x-ratelimit-remaining': '0' },
  })
  const { status, headers } = await ask('/subjects')
  expect(status).toBe(429)
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  expect(headers['x-ratelimit-reset']).toBe(headers['retry-after'])
})
