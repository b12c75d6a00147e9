import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type LocalRegistry,
  openRegistry,
  type RegistryOptions,
} from '../../infra/local/registry/open-registry.ts'
import { RecordError, StoreError } from '../../lib/errors.ts'
import type { RegisteredSchema, SchemaId } from '../../lib/format/registry.ts'
import { createConfluentRegistry } from '../../lib/registry/confluent-registry.ts'
import type { RegistryAccess } from '../../lib/registry/registry-access.ts'
import { openAccess, stillDoors } from '../support/registry.ts'
import { selfSigned } from '../support/self-signed.ts'
import { selfSigned as namedOnly } from '../unit/config/self-signed.ts'

const opened: LocalRegistry[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((registry) => registry.close()))
})

async function open(options?: RegistryOptions): Promise<LocalRegistry> {
  const registry = await openRegistry(options)
  opened.push(registry)
  return registry
}

/** An address where nobody listens. */
async function deadUrl(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

const plainAvro = '{"type":"record","name":"Song","fields":[]}'
const confluent = (id: number): SchemaId => ({ registry: 'confluent', id })

/** A client with a budget of time that passes only in its pauses. */
function client(access: RegistryAccess | (() => Promise<RegistryAccess>), budgetMs = 10_000) {
  const doors = stillDoors(budgetMs)
  const source = typeof access === 'function' ? access : async () => access
  const registry = createConfluentRegistry(source, doors)
  return {
    slept: doors.slept,
    fetch: (id: SchemaId) => registry.fetch(id, doors.remainingMs),
  }
}

async function errorOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

function unreachable(message: string | RegExp) {
  return {
    code: 'ERR_REGISTRY_UNREACHABLE',
    transient: false,
    message: expect.stringMatching(message),
  }
}

describe('a schema', () => {
  test('is found by its id, and is Avro where the registry names no type', async () => {
    const registry = await open()
    const { id } = registry.register('songs-value', 'AVRO', plainAvro)
    expect(await client(openAccess(registry.url)).fetch(confluent(id))).toEqual({
      type: 'AVRO',
      text: plainAvro,
      references: [],
    } satisfies RegisteredSchema)
    const [asked] = registry.requests()
    expect(asked?.path).toBe(`/schemas/ids/${id}`)
    expect(asked?.headers.accept).toContain('application/vnd.schemaregistry.v1+json')
    expect(asked?.headers.authorization).toBeUndefined()
  })

  test.each(['PROTOBUF', 'JSON'] as const)('of type %s is found by its GUID', async (type) => {
    const registry = await open()
    const { guid } = registry.register('songs-value', type, '{}')
    const found = await client(openAccess(registry.url)).fetch({ registry: 'confluent', guid })
    expect(found).toMatchObject({ type, text: '{}', references: [] })
  })

  test('keeps every character of its text', async () => {
    const registry = await open()
    const text = '{"doc":"ä € 𝄞 \\u0000 \\" \\\\ \u2028"}'
    const { id } = registry.register('s', 'JSON', text)
    expect(await client(openAccess(registry.url)).fetch(confluent(id))).toMatchObject({ text })
  })

  test('that was deleted is still found by its id', async () => {
    const registry = await open()
    const { id } = registry.register('songs-value', 'AVRO', plainAvro)
    registry.remove('songs-value', 1)
    expect(await client(openAccess(registry.url)).fetch(confluent(id))).toMatchObject({
      text: plainAvro,
    })
  })

  test('is found below the path of the base URL', async () => {
    const registry = await open({ basePath: '/apis/ccompat/v7' })
    const { id } = registry.register('s', 'AVRO', plainAvro, [], { id: 4711 })
    expect(id).toBe(4711)
    expect(await client(openAccess(registry.url)).fetch(confluent(id))).not.toBeNull()
  })

  test('that no registry has is null, without a second try', async () => {
    const registry = await open()
    const { fetch, slept } = client(openAccess(registry.url))
    expect(await fetch(confluent(99))).toBeNull()
    expect(await fetch({ registry: 'confluent', guid: '0'.repeat(8) })).toBeNull()
    expect(registry.requests()).toHaveLength(2)
    expect(slept).toEqual([])
  })

  test.each([40_401, 40_402, 40_403, 40_404, 40_405, 40_406, 40_407])(
    'that is missing by the error code %i is null',
    async (code) => {
      const registry = await open()
      registry.faults.add({ kind: 'answer', status: 404, body: `{"error_code":${code}}` })
      expect(await client(openAccess(registry.url)).fetch(confluent(1))).toBeNull()
      expect(registry.requests()).toHaveLength(1)
    },
  )

  test('that a 404 without such a code denies is null only where there is a registry', async () => {
    const registry = await open({ basePath: '/right' })
    registry.faults.add({ kind: 'answer', status: 404, body: '<html>not found' })
    expect(await client(openAccess(registry.url)).fetch(confluent(1))).toBeNull()
    registry.faults.add({ kind: 'answer', status: 404 })
    registry.faults.add({ kind: 'answer', status: 200, body: '{"another":"service"}' })
    expect(await errorOf(client(openAccess(registry.url)).fetch(confluent(1)))).toMatchObject(
      unreachable('is no schema registry at this path'),
    )
    const wrong = registry.url.replace('/right', '/wrong')
    expect(await errorOf(client(openAccess(wrong)).fetch(confluent(1)))).toMatchObject(
      unreachable(/127\.0\.0\.1:\d+: is no schema registry at this path.*SINK_REGISTRY_URL/),
    )
  })

  test('of an unknown type makes a bad record', async () => {
    const registry = await open()
    const body = JSON.stringify({ schema: 'secret text', schemaType: 'THRIFT' })
    registry.faults.add({ kind: 'answer', status: 200, body })
    const error = await errorOf(client(openAccess(registry.url)).fetch(confluent(5)))
    expect(error).toBeInstanceOf(RecordError)
    expect(error).toMatchObject({
      code: 'ERR_RECORD_SCHEMA',
      message: 'its type is "THRIFT"; the sink reads AVRO, PROTOBUF and JSON',
    })
  })

  test('larger than any schema makes a bad record and is not read to its end', async () => {
    const registry = await open()
    const body = Buffer.alloc(17 * 2 ** 20, ' ')
    registry.faults.add({ kind: 'answer', status: 200, body })
    const error = await errorOf(client(openAccess(registry.url)).fetch(confluent(5)))
    expect(error).toMatchObject({
      code: 'ERR_RECORD_SCHEMA',
      message: expect.stringContaining('larger than 16 MiB'),
    })
  })

  test('whose rules encrypt fields makes a bad record that names the rule', async () => {
    const registry = await open()
    const rule = { name: 'pii', kind: 'TRANSFORM', mode: 'WRITEREAD', type: 'ENCRYPT' }
    const ruleSet = { domainRules: [rule] }
    const { id } = registry.register('s', 'AVRO', plainAvro, [], { ruleSet })
    expect(await errorOf(client(openAccess(registry.url)).fetch(confluent(id)))).toMatchObject({
      code: 'ERR_RECORD_SCHEMA',
      message: expect.stringMatching(/rule "pii" of type "ENCRYPT" .*encrypted/),
    })
  })
})

describe('references', () => {
  test('are followed transitively, each version once, each after those that it refers to', async () => {
    const registry = await open()
    registry.register('base', 'PROTOBUF', 'base text')
    registry.register('left', 'PROTOBUF', 'left text', [
      { name: 'base.proto', subject: 'base', version: 1 },
    ])
    registry.register('right', 'PROTOBUF', 'right text', [
      { name: 'base.proto', subject: 'base', version: 1 },
    ])
    const { id } = registry.register('root', 'PROTOBUF', 'root text', [
      { name: 'left.proto', subject: 'left', version: 1 },
      { name: 'right.proto', subject: 'right', version: 1 },
    ])
    expect(await client(openAccess(registry.url)).fetch(confluent(id))).toMatchObject({
      type: 'PROTOBUF',
      text: 'root text',
      references: [
        { name: 'base.proto', text: 'base text' },
        { name: 'left.proto', text: 'left text' },
        { name: 'right.proto', text: 'right text' },
      ],
    })
    expect(registry.requests().map(({ path }) => path)).toEqual([
      `/schemas/ids/${id}`,
      '/subjects/left/versions/1?deleted=true',
      '/subjects/base/versions/1?deleted=true',
      '/subjects/right/versions/1?deleted=true',
    ])
  })

  test('come serialized with a schema of Protobuf that is asked for so', async () => {
    const registry = await open()
    registry.register('base', 'PROTOBUF', 'syntax = "proto3"; message Base {}')
    const { id } = registry.register(
      'root',
      'PROTOBUF',
      'syntax = "proto3"; import "base.proto"; message Root { Base base = 1; }',
      [{ name: 'base.proto', subject: 'base', version: 1 }],
    )
    const found = await client(openAccess(registry.url)).fetch(confluent(id))
    expect(await found?.serialized?.()).toEqual({
      type: 'PROTOBUF',
      text: expect.stringMatching(/^[A-Za-z0-9+/=]+$/),
      references: [{ name: 'base.proto', text: expect.stringMatching(/^[A-Za-z0-9+/=]+$/) }],
    })
    expect(registry.requests().map(({ path }) => path)).toEqual([
      `/schemas/ids/${id}`,
      '/subjects/base/versions/1?deleted=true',
      `/schemas/ids/${id}?format=serialized`,
      '/subjects/base/versions/1?deleted=true&format=serialized',
    ])
  })

  test('are found although their versions were deleted, and whatever the subject is called', async () => {
    const registry = await open()
    const subject = 'a/b c?d#e%2F:ä'
    registry.register(subject, 'JSON', '"old"')
    registry.register(subject, 'JSON', '"new"')
    const { id } = registry.register('root', 'JSON', '{}', [
      { name: 'http://example.com/a.json', subject, version: 1 },
    ])
    registry.remove(subject, 1)
    const found = await client(openAccess(registry.url)).fetch(confluent(id))
    expect(found?.references).toEqual([{ name: 'http://example.com/a.json', text: '"old"' }])
  })

  test('without a context are of that of their referrer', async () => {
    const registry = await open()
    registry.register(':.ctx:base', 'AVRO', '"int"')
    registry.register('base', 'AVRO', '"long"')
    registry.register(':.ctx:middle', 'AVRO', '"string"', [
      { name: 'Base', subject: 'base', version: 1 },
    ])
    const { id } = registry.register(':.ctx:root', 'AVRO', plainAvro, [
      { name: 'Middle', subject: 'middle', version: 1 },
    ])
    const found = await client(openAccess(registry.url)).fetch(confluent(id))
    expect(found?.references).toEqual([
      { name: 'Base', text: '"int"' },
      { name: 'Middle', text: '"string"' },
    ])
  })

  test('that the registry does not have make a bad record', async () => {
    const registry = await open()
    const { id } = registry.register('root', 'AVRO', plainAvro, [
      { name: 'Gone', subject: 'gone', version: 3 },
    ])
    expect(await errorOf(client(openAccess(registry.url)).fetch(confluent(id)))).toMatchObject({
      code: 'ERR_SCHEMA_MISSING',
      message:
        'it refers to version 3 of subject "gone", which the registry does not have; register that version again',
    })
  })
})

describe('a login', () => {
  test('by user and password, in UTF-8', async () => {
    const registry = await open({ login: { user: 'key', password: 'pä:ss' } })
    const { id } = registry.register('s', 'AVRO', plainAvro)
    const login = { kind: 'basic', user: 'key', password: 'pä:ss' } as const
    const access = { ...openAccess(registry.url), login }
    expect(await client(access).fetch(confluent(id))).not.toBeNull()
  })

  test('by token, with what Confluent Cloud wants to know of it', async () => {
    const registry = await open({ login: { token: 't' } })
    const { id } = registry.register('s', 'AVRO', plainAvro)
    const login = {
      kind: 'bearer',
      token: 't',
      logicalCluster: 'lsrc-1',
      identityPool: 'pool-1,pool-2',
    } as const
    const access = { ...openAccess(registry.url), login }
    expect(await client(access).fetch(confluent(id))).not.toBeNull()
    expect(registry.requests()[0]?.headers).toMatchObject({
      authorization: 'Bearer t',
      'target-sr-cluster': 'lsrc-1',
      'confluent-identity-pool-id': 'pool-1,pool-2',
    })
  })

  test.each([
    [401, 'check SINK_REGISTRY_USER and SINK_REGISTRY_PASSWORD'],
    [403, 'allow its user to read the schemas'],
  ])(
    'that is refused with %i fails the batch at once where there is no other',
    async (status, mend) => {
      const registry = await open()
      registry.faults.add({ kind: 'answer', status, body: 'not JSON' }, 5)
      const { fetch, slept } = client(openAccess(registry.url, await deadUrl()))
      const error = await errorOf(fetch(confluent(1)))
      expect(error).toBeInstanceOf(StoreError)
      expect(error).toMatchObject({
        code: 'ERR_REGISTRY_DENIED',
        transient: false,
        message: expect.stringContaining(
          `${new URL(registry.url).host} refuses the sink (${status}): ${mend}`,
        ),
      })
      expect(registry.requests()).toHaveLength(1)
      expect(slept).toEqual([])
    },
  )

  test('that was changed is read again once, by all requests together, and stays', async () => {
    const registry = await open({ login: { user: 'u', password: 'new' } })
    const ids = ['"int"', '"long"', '"string"'].map(
      (text, index) => registry.register(`s${index}`, 'AVRO', text).id,
    )
    const readings: boolean[] = []
    const source = async (fresh: boolean): Promise<RegistryAccess> => {
      readings.push(fresh)
      const password = fresh ? 'new' : 'old'
      return { ...openAccess(registry.url), login: { kind: 'basic', user: 'u', password } }
    }
    const doors = stillDoors(10_000)
    const schemas = createConfluentRegistry(source, doors)
    const fetch = (id: number) => schemas.fetch(confluent(id), doors.remainingMs)
    const found = await Promise.all(ids.map(fetch))
    expect(found.map((schema) => schema?.text)).toEqual(['"int"', '"long"', '"string"'])
    expect(await fetch(ids[0] ?? 0)).not.toBeNull()
    expect(readings).toEqual([false, true])
  })

  test('that stays wrong when it is read again is refused, with nothing secret in the message', async () => {
    const registry = await open({ login: { token: 'right' } })
    const readings: boolean[] = []
    const source = async (fresh: boolean): Promise<RegistryAccess> => {
      readings.push(fresh)
      const login = { token: 'hush', logicalCluster: null, identityPool: null }
      return { ...openAccess(registry.url), login: { kind: 'bearer', ...login } }
    }
    const doors = stillDoors(10_000)
    const schemas = createConfluentRegistry(source, doors)
    const error = await errorOf(schemas.fetch(confluent(1), doors.remainingMs))
    expect(error).toMatchObject({ code: 'ERR_REGISTRY_DENIED' })
    expect(error.message).not.toContain('hush')
    expect(readings).toEqual([false, true])
    expect(registry.requests()).toHaveLength(2)
  })

  test('whose secret could not be read is read again by the next request', async () => {
    const registry = await open()
    const { id } = registry.register('s', 'AVRO', plainAvro)
    let readings = 0
    const { fetch } = client(async () => {
      readings += 1
      if (readings === 1) throw new Error('no secret yet')
      return openAccess(registry.url)
    })
    await expect(fetch(confluent(id))).rejects.toThrow('no secret yet')
    expect(await fetch(confluent(id))).not.toBeNull()
  })

  test('is never sent to where a redirect leads', async () => {
    const [registry, thief] = [await open(), await open()]
    const headers = { location: `${thief.url}/schemas/ids/1?session=hush` }
    registry.faults.add({ kind: 'answer', status: 302, headers })
    const error = await errorOf(client(openAccess(registry.url)).fetch(confluent(1)))
    expect(error).toMatchObject(unreachable(`redirects to ${thief.url}, which is not followed`))
    expect(error.message).not.toContain('hush')
    expect(thief.requests()).toEqual([])
  })
})

describe('a registry that fails', () => {
  test.each([408, 429, 500, 502, 503, 504])(
    'with %i is asked again after a pause',
    async (status) => {
      const registry = await open()
      const { id } = registry.register('s', 'AVRO', plainAvro)
      registry.faults.add({ kind: 'answer', status, body: '<html>oh' }, 2)
      const { fetch, slept } = client(openAccess(registry.url))
      expect(await fetch(confluent(id))).not.toBeNull()
      expect(slept).toEqual([100, 200])
    },
  )

  test.each([
    ['a body that is no JSON', { kind: 'answer', status: 200, body: '<html>' }],
    ['a body that is no schema', { kind: 'answer', status: 200, body: '{"schema":1}' }],
    [
      'a body that is no UTF-8',
      { kind: 'answer', status: 200, body: Buffer.from('{"schema":"\xff"}', 'latin1') },
    ],
    ['a connection cut before the answer', { kind: 'cut', after: 'request' }],
    ['a connection cut within the answer', { kind: 'cut', after: 'headers' }],
  ] as const)('with %s is asked again', async (_, fault) => {
    const registry = await open()
    const { id } = registry.register('s', 'AVRO', plainAvro)
    registry.faults.add(fault)
    const { fetch, slept } = client(openAccess(registry.url))
    expect(await fetch(confluent(id))).not.toBeNull()
    expect(slept).toEqual([100])
  })

  test('with another status is asked once', async () => {
    const registry = await open()
    registry.faults.add({ kind: 'answer', status: 400, body: '{"error_code":42201}' }, 9)
    const { fetch, slept } = client(openAccess(registry.url))
    expect(await errorOf(fetch(confluent(1)))).toMatchObject(
      unreachable(/: answers 400 \(error code 42201\)\.$/),
    )
    expect(slept).toEqual([])
  })

  test.each([
    [{ 'retry-after': '3' }, 3_100],
    [{ 'x-ratelimit-reset': '2' }, 2_100],
    [{ 'retry-after': new Date(4_000).toUTCString() }, 4_100],
  ])('and asks for time by %o is given it', async (headers, pause) => {
    const registry = await open()
    const { id } = registry.register('s', 'AVRO', plainAvro)
    registry.faults.add({ kind: 'answer', status: 429, headers })
    const { fetch, slept } = client(openAccess(registry.url))
    expect(await fetch(confluent(id))).not.toBeNull()
    expect(slept).toEqual([pause])
  })

  test('and asks for more time than there is fails the batch at once', async () => {
    const registry = await open({ rateLimit: { requests: 1, windowMs: 60_000 } })
    const { id } = registry.register('s', 'AVRO', plainAvro)
    const { fetch, slept } = client(openAccess(registry.url))
    expect(await fetch(confluent(id))).not.toBeNull()
    expect(await errorOf(fetch(confluent(id)))).toMatchObject(unreachable(/: answers 429\./))
    expect(slept).toEqual([])
  })

  test('for as long as there is time fails the batch, its pauses within the deadline', async () => {
    const url = await deadUrl()
    const { fetch, slept } = client(openAccess(url), 2_000)
    expect(await errorOf(fetch(confluent(1)))).toMatchObject(
      unreachable(`${new URL(url).host}: gives no answer \\(ECONNREFUSED\\). If this lasts`),
    )
    expect(slept).toEqual([100, 200, 400, 800])
  })

  test('is not asked at all when no time is left', async () => {
    const registry = await open()
    expect(await errorOf(client(openAccess(registry.url), 0).fetch(confluent(1)))).toMatchObject(
      unreachable('no time is left'),
    )
    expect(registry.requests()).toEqual([])
  })

  test('to answer in time is given up', async () => {
    const registry = await open()
    registry.faults.add({ kind: 'delay', ms: 2_000 }, 9)
    expect(await errorOf(client(openAccess(registry.url), 50).fetch(confluent(1)))).toMatchObject(
      unreachable(/gives no answer \(no answer in \d+ ms\)/),
    )
  })

  test('leaves the next of the list, which is asked first from then on', async () => {
    const [failing, standing] = [await open(), await open()]
    const { id } = standing.register('s', 'AVRO', plainAvro)
    failing.faults.add({ kind: 'answer', status: 503 })
    const { fetch, slept } = client(openAccess(await deadUrl(), failing.url, standing.url))
    expect(await fetch(confluent(id))).not.toBeNull()
    expect(await fetch(confluent(id))).not.toBeNull()
    expect(failing.requests()).toHaveLength(1)
    expect(standing.requests()).toHaveLength(2)
    expect(slept).toEqual([])
  })

  test('together with all others is told of with each of them', async () => {
    const failing = await open()
    failing.faults.add({ kind: 'answer', status: 503 }, 9)
    const dead = await deadUrl()
    const error = await errorOf(client(openAccess(dead, failing.url), 50).fetch(confluent(1)))
    expect(error.message).toContain(`${new URL(dead).host}: gives no answer (ECONNREFUSED)`)
    expect(error.message).toContain(`${new URL(failing.url).host}: answers 503`)
  })

  test('to keep a connection open is asked anew on another, without a pause', async () => {
    const registry = await open()
    const { id } = registry.register('s', 'AVRO', plainAvro)
    const { fetch, slept } = client(openAccess(registry.url))
    await fetch(confluent(id))
    registry.faults.add({ kind: 'cut', after: 'request' })
    expect(await fetch(confluent(id))).not.toBeNull()
    expect(slept).toEqual([])
    expect(registry.requests()).toHaveLength(3)
  })
})

describe('TLS', () => {
  const server = selfSigned('registry')

  test('with a private authority', async () => {
    const registry = await open({ tls: server })
    const { id } = registry.register('s', 'AVRO', plainAvro)
    const access = { ...openAccess(registry.url), ca: server.cert }
    expect(await client(access).fetch(confluent(id))).not.toBeNull()
  })

  test.each([
    ['no authority of its own', null],
    ['another authority', selfSigned('other').cert],
  ])('with %s is not tried again, and the message names the option', async (_, ca) => {
    const registry = await open({ tls: server })
    const { fetch, slept } = client({ ...openAccess(registry.url), ca })
    expect(await errorOf(fetch(confluent(1)))).toMatchObject(
      unreachable(/: no known authority vouches for its certificate: .* as SINK_REGISTRY_CA/),
    )
    expect(slept).toEqual([])
    expect(registry.requests()).toEqual([])
  })

  test('with a certificate for another host names the URL', async () => {
    const { certificate, key } = namedOnly('registry.example.com')
    const registry = await open({ tls: { key, cert: certificate } })
    const { fetch, slept } = client({ ...openAccess(registry.url), ca: certificate })
    expect(await errorOf(fetch(confluent(1)))).toMatchObject(
      unreachable(/: its certificate is for another host: name in SINK_REGISTRY_URL/),
    )
    expect(slept).toEqual([])
  })

  test('with a certificate of the client', async () => {
    const own = selfSigned('sink')
    const registry = await open({ tls: { ...server, clientCa: own.cert } })
    const { id } = registry.register('s', 'AVRO', plainAvro)
    const access = { ...openAccess(registry.url), ca: server.cert }
    const withOwn = { ...access, clientCertificate: own.cert, clientKey: own.key }
    expect(await client(withOwn).fetch(confluent(id))).not.toBeNull()

    const { fetch, slept } = client(access)
    expect(await errorOf(fetch(confluent(id)))).toMatchObject(
      unreachable(/does not accept the certificate of the sink: .*SINK_REGISTRY_CLIENT_CERT/),
    )
    expect(slept).toEqual([])

    const other = selfSigned('other')
    const withOther = { ...access, clientCertificate: other.cert, clientKey: other.key }
    expect(await errorOf(client(withOther).fetch(confluent(id)))).toMatchObject(unreachable(''))
  })

  test('asked of a registry that speaks none names the scheme', async () => {
    const registry = await open()
    const { fetch, slept } = client(openAccess(registry.url.replace('http:', 'https:')))
    expect(await errorOf(fetch(confluent(1)))).toMatchObject(
      unreachable(/: no TLS that Node speaks: check the scheme/),
    )
    expect(slept).toEqual([])
  })
})
