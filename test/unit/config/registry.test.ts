import { createPrivateKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { registrySource } from '../../../lib/config/registry/registry-connection.ts'
import { readConfig } from '../../../lib/config.ts'
import { ConfigError } from '../../../lib/errors.ts'
import { selfSigned } from './self-signed.ts'

type Texts = Readonly<Record<string, string>>

const complete: Texts = { SINGLESTORE_ENDPOINT: 'db', SINGLESTORE_DATABASE: 'shop', SINK_NAME: 'n' }

const pair = selfSigned('sink')
const files: Texts = { 'ca.pem': pair.certificate }

function readFile(path: string): string {
  const text = files[path]
  if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' })
  return text
}

function read(environment: Texts, properties = '') {
  return readConfig({ ...complete, SINK_PROPERTIES: properties, ...environment }, readFile)
}

function faultsOf(act: () => unknown): readonly string[] {
  try {
    act()
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

const url = 'https://registry.example.com'
const propertyOf = (rest: string) => `value.converter.${rest}`

/** What the client would ask with: given this environment and this secret. */
function connect(environment: Texts, secret: object | null, properties = '') {
  const config = read({ SINK_REGISTRY_SECRET_ID: 'prod/registry', ...environment }, properties)
  return registrySource(
    config,
    secret === null ? null : { fetch: async () => ({ ...secret }) },
  )(false)
}

async function secretFaults(secret: object, environment: Texts = { SINK_REGISTRY_URL: url }) {
  try {
    await connect(environment, secret)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

describe('URLs', () => {
  test.each([
    ['http://registry:8081', ['http://registry:8081']],
    ['https://a/, http://b:80/apis/ccompat/v7//', ['https://a', 'http://b/apis/ccompat/v7']],
    ['HTTPS://Registry.Example.COM', ['https://registry.example.com']],
  ])('%s', (text, urls) => {
    expect(read({ SINK_REGISTRY_URL: text }).registry.urls).toEqual(urls)
    expect(read({}, `${propertyOf('schema.registry.url')}=${text}`).registry.urls).toEqual(urls)
  })

  test.each([
    'registry:8081',
    'ftp://registry',
    'http://',
    'http://a,',
    'http://a b',
    'http://a?x=1',
    'http://a#x',
  ])('refused: %s', (text) => {
    expect(faultsOf(() => read({ SINK_REGISTRY_URL: text }))).toEqual([
      expect.stringMatching(/^SINK_REGISTRY_URL \(property .*\): wants http\(s\):\/\/host/),
    ])
  })

  test('with a login in them are refused, without its password in the message', () => {
    const faults = faultsOf(() => read({ SINK_REGISTRY_URL: 'https://key:hush@registry' }))
    expect(faults).toEqual([
      expect.stringContaining('set SINK_REGISTRY_USER and SINK_REGISTRY_PASSWORD'),
    ])
    expect(faults.join()).not.toContain('hush')
  })
})

describe('the properties of Confluent', () => {
  test('say the same as the environment, for the value or the key', () => {
    const lines = (part: string) => `
${part}.converter.schema.registry.url=${url}
${part}.converter.basic.auth.credentials.source=USER_INFO
${part}.converter.basic.auth.user.info=key:se:cret
${part}.converter.schema.registry.ssl.truststore.type=PEM
${part}.converter.schema.registry.ssl.truststore.certificates=ca.pem
`
    const given = read({
      SINK_REGISTRY_URL: url,
      SINK_REGISTRY_USER: 'key',
      SINK_REGISTRY_PASSWORD: 'se:cret',
      SINK_REGISTRY_CA: 'ca.pem',
    })
    for (const properties of [lines('value'), lines('key'), lines('value') + lines('key')]) {
      expect(read({}, properties)).toEqual(given)
    }
    expect(given.registry.ca).toBe(pair.certificate)
  })

  test('for a token and what it is for', () => {
    const properties = `
${propertyOf('schema.registry.url')}=${url}
${propertyOf('bearer.auth.credentials.source')}=STATIC_TOKEN
${propertyOf('bearer.auth.token')}=t
${propertyOf('bearer.auth.logical.cluster')}=lsrc-1
${propertyOf('bearer.auth.identity.pool.id')}=pool-1
`
    expect(read({}, properties)).toMatchObject({
      registry: { token: 't', logicalCluster: 'lsrc-1', identityPool: 'pool-1' },
      ignoredProperties: [],
    })
  })

  test('of key and value may not differ', () => {
    const properties =
      'value.converter.schema.registry.url=http://a\nkey.converter.schema.registry.url=http://b'
    expect(faultsOf(() => read({}, properties))).toEqual([
      'value.converter.schema.registry.url and key.converter.schema.registry.url: contradict each other; there is one setting for both',
    ])
  })

  test.each([
    [
      `${propertyOf('basic.auth.credentials.source')}=SASL_INHERIT`,
      'the sink knows USER_INFO only',
    ],
    [
      `${propertyOf('bearer.auth.credentials.source')}=OAUTHBEARER`,
      'the sink knows STATIC_TOKEN only',
    ],
    [
      'key.converter.schema.registry.ssl.keystore.location=/a.jks',
      'key stores of Java are not read',
    ],
    [`${propertyOf('basic.auth.user.info')}=key`, 'wants user:password'],
    [
      `key.converter.basic.auth.user.info=${'$'}{file:/opt/secrets:info}`,
      'placeholders of config providers are not resolved',
    ],
  ])('refused: %s', (line, fault) => {
    const faults = faultsOf(() => read({ SINK_REGISTRY_URL: url }, line))
    expect(faults).toContainEqual(expect.stringContaining(`${line.split('=')[0]}`))
    expect(faults).toContainEqual(expect.stringContaining(fault))
  })
})

describe('without a secret, faults are told at the start', () => {
  test.each<[Texts, string]>([
    [{ SINK_REGISTRY_TOKEN: 't' }, 'no registry: set SINK_REGISTRY_URL'],
    [{ SINK_REGISTRY_URL: url, SINK_REGISTRY_USER: 'u' }, 'SINK_REGISTRY_PASSWORD: missing'],
    [{ SINK_REGISTRY_URL: url, SINK_REGISTRY_PASSWORD: 'p' }, 'SINK_REGISTRY_USER: missing'],
    [{ SINK_REGISTRY_URL: url, SINK_REGISTRY_IDENTITY_POOL: 'p' }, 'goes with a token only'],
    [{ SINK_REGISTRY_URL: url, SINK_REGISTRY_TOKEN: 'a\u0000b' }, 'wants ASCII characters'],
    [
      { SINK_REGISTRY_URL: url, SINK_REGISTRY_USER: 'a:b', SINK_REGISTRY_PASSWORD: 'p' },
      'without a colon',
    ],
    [
      { SINK_REGISTRY_URL: url, SINK_REGISTRY_TOKEN: 't', SINK_REGISTRY_USER: 'u' },
      'SINK_REGISTRY_TOKEN: contradicts',
    ],
    [{ SINK_REGISTRY_URL: url, SINK_REGISTRY_CA: 'gone.pem' }, 'cannot be read (ENOENT)'],
    [
      { SINK_REGISTRY_URL: url, SINK_REGISTRY_CLIENT_CERT: pair.certificate },
      'SINK_REGISTRY_CLIENT_KEY: missing',
    ],
    [
      {
        SINK_REGISTRY_URL: url,
        SINK_REGISTRY_CLIENT_CERT: pair.certificate,
        SINK_REGISTRY_CLIENT_KEY: selfSigned('other').key,
      },
      'is not the key of SINK_REGISTRY_CLIENT_CERT',
    ],
    [{ SINK_REGISTRY_URL: 'http://r', SINK_REGISTRY_CA: 'ca.pem' }, 'is http:// throughout'],
    [
      { SINK_REGISTRY_SECRET_ID: 'prod/db', SINGLESTORE_SECRET_ID: 'prod/db' },
      'is the secret of the database',
    ],
  ])('%o', (environment, fault) => {
    expect(faultsOf(() => read(environment))).toEqual([expect.stringContaining(fault)])
  })

  test('white space belongs to a password, not to a user', () => {
    const environment = {
      SINK_REGISTRY_URL: url,
      SINK_REGISTRY_USER: ' u ',
      SINK_REGISTRY_PASSWORD: ' p ',
    }
    expect(read(environment).registry).toMatchObject({ user: 'u', password: ' p ' })
  })
})

describe('the secret', () => {
  test('may say everything', async () => {
    const [certificate, key] = [pair.certificate.trim(), pair.key.trim()]
    const secret = {
      url,
      username: 'u',
      password: ' p ',
      ca: certificate,
      certificate,
      privateKey: key,
    }
    expect(await connect({}, secret)).toEqual({
      urls: [url],
      login: { kind: 'basic', user: 'u', password: ' p ' },
      ca: certificate,
      clientCertificate: certificate,
      clientKey: key,
    })
  })

  test.each([
    [{ username: 'u', password: 'p' }],
    [{ apiKey: 'u', apiSecret: 'p' }],
    [{ SINK_REGISTRY_USER: 'u', SINK_REGISTRY_PASSWORD: 'p' }],
    [{ 'basic.auth.user.info': 'u:p' }],
    [{ username: 'u', password: 'p', engine: 'x', token: null }],
  ])('may be written as %o', async (secret) => {
    expect(await connect({ SINK_REGISTRY_URL: url }, secret)).toMatchObject({
      login: { kind: 'basic', user: 'u', password: 'p' },
    })
  })

  test('may hold a token', async () => {
    const secret = { urls: [url, 'http://b'], token: 't', logicalCluster: 'l', identityPoolId: 'p' }
    expect(await connect({}, secret)).toMatchObject({
      urls: [url, 'http://b'],
      login: { kind: 'bearer', token: 't', logicalCluster: 'l', identityPool: 'p' },
    })
  })

  test('is outranked by what is given explicitly', async () => {
    const environment = { SINK_REGISTRY_URL: 'http://mine', SINK_REGISTRY_USER: 'me' }
    expect(await connect(environment, { url, username: 'u', password: 'p' })).toMatchObject({
      urls: ['http://mine'],
      login: { user: 'me', password: 'p' },
    })
  })

  test('may hold a locked key and what unlocks it', async () => {
    const locked = createPrivateKey(pair.key)
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' })
      .toString()
    const secret = { url, certificate: pair.certificate, privateKey: locked }
    expect(await connect({}, { ...secret, privateKeyPassword: 'open' })).toMatchObject({
      clientKey: pair.key,
    })
    expect(await secretFaults({ ...secret, privateKeyPassword: 'hush' })).toEqual([
      'field "privateKeyPassword" of the registry\'s secret: does not unlock the private key beside it',
      expect.stringContaining('wants a PEM private key'),
    ])
    expect(await secretFaults(secret)).toEqual([
      expect.stringContaining('beside privateKeyPassword'),
    ])
  })

  test.each<[object, string]>([
    [
      { username: 'a', user: 'b', password: 'p' },
      'field "user" of the registry\'s secret: contradicts field "username"',
    ],
    [
      { username: 'a', password: 7 },
      'field "password" of the registry\'s secret: wants a password',
    ],
    [{ username: 'a', passwort: 'p' }, 'did you mean "password"?'],
    [{ username: 'a' }, 'SINK_REGISTRY_PASSWORD: missing'],
    [{ username: 'a', password: 'p', token: 't' }, 'SINK_REGISTRY_TOKEN: contradicts'],
    [{ certificate: pair.certificate }, 'in the secret "ca"'],
    [{ ca: 'ca.pem' }, 'field "ca" of the registry\'s secret: wants PEM certificates'],
  ])('is refused as %o', async (secret, fault) => {
    expect(await secretFaults(secret)).toContainEqual(expect.stringContaining(fault))
  })

  test('without a URL in either is refused', async () => {
    expect(await secretFaults({ token: 't' }, {})).toEqual([
      expect.stringContaining('put "url" into the secret'),
    ])
  })

  test('gives the same connection for the same reading, and another for another', async () => {
    const config = read({ SINK_REGISTRY_URL: url, SINK_REGISTRY_SECRET_ID: 's' })
    let fields = { token: 'old' }
    const source = registrySource(config, {
      async fetch({ fresh }) {
        if (fresh) fields = { token: 'new' }
        return fields
      },
    })
    const first = await source(false)
    expect(await source(false)).toBe(first)
    expect(await source(true)).toMatchObject({ login: { token: 'new' } })
    expect(Object.isFrozen(first.login)).toBe(true)
  })

  test('that is not named changes nothing', async () => {
    const source = registrySource(read({ SINK_REGISTRY_URL: url }), null)
    expect(await source(true)).toBe(await source(false))
  })
})
