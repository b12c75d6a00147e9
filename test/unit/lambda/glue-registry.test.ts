import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type GlueServer, startGlue } from '../../../infra/local/glue/glue-server.ts'
import { ConfigError, RecordError, SinkError, StoreError } from '../../../lib/errors.ts'
import { createGlueRegistry } from '../../../lib/lambda/glue-registry.ts'

const versionId = '574f6a9a-9548-4dea-86a3-d82c0479a116'
const id = { registry: 'glue', versionId } as const
const plenty = () => 30_000

let glue: GlueServer

beforeEach(async () => {
  glue = await startGlue()
  vi.stubEnv('AWS_ENDPOINT_URL_GLUE', glue.url)
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await glue[Symbol.asyncDispose]()
})

async function failureOf(promise: Promise<unknown>): Promise<SinkError> {
  const error = await promise.then(
    () => new Error('a schema came'),
    (reason: unknown) => reason,
  )
  if (error instanceof SinkError) return error
  throw error
}

test.each(['AVRO', 'JSON', 'PROTOBUF'] as const)(
  'gives the definition of a version in %s',
  async (dataFormat) => {
    glue.versions.set(versionId, { definition: '"text"', dataFormat })
    expect(await createGlueRegistry().fetch(id, plenty)).toEqual({
      type: dataFormat,
      text: '"text"',
      references: [],
    })
    expect(glue.asked).toEqual([versionId])
  },
)

test('knows nothing of a version that is not there', async () => {
  expect(await createGlueRegistry().fetch(id, plenty)).toBeNull()
})

test.each(['PENDING', 'FAILURE', 'DELETING'] as const)(
  'a version that is %s is missing, and the message says so',
  async (status) => {
    glue.versions.set(versionId, { definition: '"int"', dataFormat: 'AVRO', status })
    const error = await failureOf(createGlueRegistry().fetch(id, plenty))
    expect(error).toBeInstanceOf(RecordError)
    expect(error).toMatchObject({
      code: 'ERR_SCHEMA_MISSING',
      message: expect.stringContaining(status),
    })
  },
)

test('outlives a moment in which Glue throttles, breaks or hangs up', async () => {
  glue.versions.set(versionId, { definition: '"int"', dataFormat: 'AVRO' })
  glue.faults.push(
    { kind: 'error', name: 'ThrottlingException' },
    { kind: 'error', name: 'InternalServiceException', status: 500 },
    { kind: 'cut' },
  )
  expect(await createGlueRegistry().fetch(id, plenty)).toMatchObject({ type: 'AVRO' })
  expect(glue.asked).toHaveLength(4)
})

test.each(['AccessDeniedException', 'UnrecognizedClientException', 'ExpiredTokenException'])(
  '%s is a refusal, and the message names the right that is missing',
  async (name) => {
    glue.faults.push(...Array.from({ length: 10 }, () => ({ kind: 'error', name }) as const))
    const error = await failureOf(createGlueRegistry().fetch(id, plenty))
    expect(error).toBeInstanceOf(StoreError)
    expect(error).toMatchObject({
      code: 'ERR_REGISTRY_DENIED',
      message: expect.stringContaining('glue:GetSchemaVersion'),
    })
  },
)

test('without credentials Glue refuses', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined)
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent')
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
  const error = await failureOf(createGlueRegistry().fetch(id, plenty))
  expect(error).toMatchObject({ code: 'ERR_REGISTRY_DENIED' })
})

test('without a region the configuration is wrong', async () => {
  vi.stubEnv('AWS_REGION', undefined)
  vi.stubEnv('AWS_DEFAULT_REGION', undefined)
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
  const error = await failureOf(createGlueRegistry().fetch(id, plenty))
  expect(error).toBeInstanceOf(ConfigError)
  expect(error.message).toContain('AWS_REGION')
})

test.each([
  ['throttles for ever', { kind: 'error', name: 'ThrottlingException' }],
  ['does not answer', { kind: 'silence' }],
] as const)('gives up in time where Glue %s', async (_, fault) => {
  glue.faults.push(...Array.from({ length: 20 }, () => fault))
  const error = await failureOf(createGlueRegistry().fetch(id, () => 300))
  expect(error).toMatchObject({ code: 'ERR_REGISTRY_UNREACHABLE' })
})

test('an address where nobody listens is out of reach', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_GLUE', 'http://127.0.0.1:1')
  const error = await failureOf(createGlueRegistry().fetch(id, () => 2_000))
  expect(error).toMatchObject({ code: 'ERR_REGISTRY_UNREACHABLE' })
})

test('a refusal stays with no one: the next request may succeed', async () => {
  glue.versions.set(versionId, { definition: '"int"', dataFormat: 'AVRO' })
  glue.faults.push({ kind: 'error', name: 'AccessDeniedException' })
  const registry = createGlueRegistry()
  await failureOf(registry.fetch(id, plenty))
  expect(await registry.fetch(id, plenty)).toMatchObject({ type: 'AVRO' })
})
