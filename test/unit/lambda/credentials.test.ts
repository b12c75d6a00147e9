import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ConfigError, SinkError, StoreError } from '../../../lib/errors.ts'
import { createSecretSource } from '../../../lib/lambda/credentials.ts'
import { startProxy } from './proxy-stub.ts'
import { type SecretsManagerStub, startSecretsManager } from './secrets-manager-stub.ts'

let secretsManager: SecretsManagerStub

beforeEach(async () => {
  secretsManager = await startSecretsManager()
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', secretsManager.url)
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await secretsManager[Symbol.asyncDispose]()
})

const first = { secretString: '{"username":"u","password":"old"}' }
const second = { secretString: '{"username":"u","password":"new"}' }

async function failureOf(promise: Promise<unknown>): Promise<SinkError> {
  const error = await promise.then(
    () => new Error('the secret was accepted'),
    (reason: unknown) => reason,
  )
  if (error instanceof SinkError) return error
  throw error
}

describe('a secret', () => {
  test('is fetched once per container, however often it is asked for', async () => {
    secretsManager.answers = [first, second]
    const source = createSecretSource('prod/db')
    const both = await Promise.all([source.fetch(), source.fetch()])
    expect(both).toEqual([
      { username: 'u', password: 'old' },
      { username: 'u', password: 'old' },
    ])
    expect(await source.fetch()).toEqual({ username: 'u', password: 'old' })
    expect(secretsManager.asked).toEqual(['prod/db'])
  })

  test('is fetched again where a fresh one is asked for, and that one stays', async () => {
    secretsManager.answers = [first, second]
    const source = createSecretSource('prod/db')
    await source.fetch()
    expect(await source.fetch({ fresh: true })).toEqual({ username: 'u', password: 'new' })
    expect(await source.fetch()).toEqual({ username: 'u', password: 'new' })
    expect(secretsManager.asked).toHaveLength(2)
  })

  test('that could not be fetched is asked for again', async () => {
    secretsManager.answers = [{ error: 'AccessDeniedException' }, first]
    const source = createSecretSource('prod/db')
    await failureOf(source.fetch())
    expect(await source.fetch()).toEqual({ username: 'u', password: 'old' })
  })

  test('is asked for in the region that its ARN names', async () => {
    vi.stubEnv('AWS_REGION', undefined)
    vi.stubEnv('AWS_DEFAULT_REGION', undefined)
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
    secretsManager.answers = [first]
    const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf'
    expect(await createSecretSource(arn).fetch()).toHaveProperty('username', 'u')
    expect(secretsManager.asked).toEqual([arn])
  })

  test('survives a moment in which the service throttles', async () => {
    secretsManager.answers = [{ error: 'ThrottlingException' }, first]
    expect(await createSecretSource('prod/db').fetch()).toHaveProperty('username', 'u')
    expect(secretsManager.asked).toHaveLength(2)
  })
})

describe('a failure says what to mend, by name of the secret', () => {
  test.each(['UnrecognizedClientException', 'ExpiredTokenException', 'InvalidSignatureException'])(
    '%s: the credentials, and no right',
    async (error) => {
      secretsManager.answers = [{ error }]
      const failure = await failureOf(createSecretSource('prod/db').fetch())
      expect(failure).toMatchObject({ code: 'ERR_ACCESS_DENIED', transient: false })
      expect(failure.message).toContain(
        `secret prod/db: AWS does not take the credentials (${error})`,
      )
      expect(failure.message).toContain('aws sso login')
      expect(failure.message).not.toContain('secretsmanager:GetSecretValue')
    },
  )

  test('the answer of something else is not told, for it may be a piece of a secret', async () => {
    await using proxy = await startProxy('{"SecretString":"hush-hush')
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', proxy.url)
    const failure = await failureOf(createSecretSource('prod/db').fetch())
    expect(failure).toMatchObject({ code: 'ERR_STORE_TRANSIENT', transient: true })
    expect(failure.message).toContain('something else than Secrets Manager answers')
    expect(`${failure.stack}${String(failure.cause)}`).not.toContain('hush')
  })

  test('a host that is not found: the region, not the way there', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', 'http://secretsmanager.eu-nowhere-1.invalid')
    const failure = await failureOf(createSecretSource('prod/db').fetch())
    expect(failure).toMatchObject({ code: 'ERR_STORE_TRANSIENT', transient: true })
    expect(failure.message).toContain('Correct the region')
  })

  test('a region that is none: the configuration', async () => {
    vi.stubEnv('AWS_REGION', 'Frankfurt!')
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', undefined)
    const failure = await failureOf(createSecretSource('prod/db').fetch())
    expect(failure).toBeInstanceOf(ConfigError)
    expect(failure.message).toContain('set AWS_REGION')
  })

  test.each(['AccessDeniedException', 'DecryptionFailure'])(
    '%s: the rights of the role',
    async (error) => {
      secretsManager.answers = [{ error }]
      const failure = await failureOf(createSecretSource('prod/db').fetch())
      expect(failure).toBeInstanceOf(StoreError)
      expect(failure).toMatchObject({ code: 'ERR_ACCESS_DENIED', transient: false })
      expect(failure.message).toContain(`secret prod/db: ${error}`)
      expect(failure.message).toContain('secretsmanager:GetSecretValue')
      expect(failure.cause).toHaveProperty('name', error)
    },
  )

  test.each(['ResourceNotFoundException', 'InvalidRequestException', 'ValidationException'])(
    '%s: the configuration',
    async (error) => {
      secretsManager.answers = [{ error }]
      const failure = await failureOf(createSecretSource('prod/db').fetch())
      expect(failure).toBeInstanceOf(ConfigError)
      expect(failure.message).toContain(`secret prod/db cannot be read (${error})`)
      expect(failure.message).toContain('SINGLESTORE_SECRET_ID')
    },
  )

  test.each([
    { error: 'ThrottlingException' },
    { error: 'InternalServiceError', status: 500 },
    { error: 'ServiceUnavailable', status: 503 },
  ])('$error: worth another try', async (answer) => {
    secretsManager.answers = [answer]
    const failure = await failureOf(createSecretSource('prod/db').fetch())
    expect(failure).toBeInstanceOf(StoreError)
    expect(failure).toMatchObject({ code: 'ERR_STORE_TRANSIENT', transient: true })
    expect(secretsManager.asked).toHaveLength(3)
  })

  test('no way to the service: worth another try, and the network is named', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', 'http://127.0.0.1:1')
    const failure = await failureOf(createSecretSource('prod/db').fetch())
    expect(failure).toMatchObject({ code: 'ERR_STORE_TRANSIENT', transient: true })
    expect(failure.message).toContain('does not answer (ECONNREFUSED)')
    expect(failure.message).toContain('NAT gateway')
  })

  test('no region: the configuration', async () => {
    vi.stubEnv('AWS_REGION', undefined)
    vi.stubEnv('AWS_DEFAULT_REGION', undefined)
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
    const failure = await failureOf(createSecretSource('prod/db').fetch())
    expect(failure).toBeInstanceOf(ConfigError)
    expect(failure.message).toContain('give the ARN of the secret or set AWS_REGION')
  })

  test('another refusal of the request is final', async () => {
    secretsManager.answers = [{ error: 'MalformedPolicyDocumentException' }]
    const failure = await failureOf(createSecretSource('prod/db').fetch())
    expect(failure).toMatchObject({ code: 'ERR_STORE_PERMANENT', transient: false })
  })

  test.each([
    ['no JSON', { secretString: 'hush-hush' }, 'is no JSON object'],
    ['half a JSON', { secretString: '{"password":"hush' }, 'is no JSON object'],
    ['a list', { secretString: '["hush"]' }, 'is no JSON object'],
    ['null', { secretString: 'null' }, 'is no JSON object'],
    ['binary', { secretBinary: Buffer.from('hush').toString('base64') }, 'is binary'],
  ])('a secret that is %s is refused without a word of what it holds', async (_, answer, text) => {
    secretsManager.answers = [answer]
    const failure = await failureOf(createSecretSource('prod/db').fetch())
    expect(failure).toBeInstanceOf(ConfigError)
    expect(failure.message).toContain(`secret prod/db ${text}`)
    expect(`${failure.stack}${String(failure.cause)}`).not.toContain('hush')
  })
})
