import { describe, expect, test } from 'vitest'
import { completeConnection } from '../../../lib/config/connection.ts'
import { readConfig } from '../../../lib/config.ts'
import { ConfigError } from '../../../lib/errors.ts'
import { selfSigned } from './self-signed.ts'

/** What the sink would connect with: given this environment and this secret. */
function connect(environment: Readonly<Record<string, string>>, secret: object | null = null) {
  const config = readConfig({ SINK_NAME: 'test', SINGLESTORE_SECRET_ID: 'db', ...environment })
  return completeConnection(config, secret === null ? null : { ...secret })
}

function faultsOf(environment: Readonly<Record<string, string>>, secret: object | null = null) {
  try {
    connect(environment, secret)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

const explicit = { SINGLESTORE_ENDPOINT: 'db.example.com', SINGLESTORE_DATABASE: 'shop' }

describe('without a word from the secret', () => {
  test('the user is root, TLS is verified in full, and all of it is frozen', () => {
    const connection = connect(explicit)
    const endpoint = { host: 'db.example.com', port: 3306 }
    expect(connection).toEqual({
      endpoints: { ddl: endpoint, dml: [endpoint] },
      database: 'shop',
      user: 'root',
      password: null,
      tls: { mode: 'verify-full', ca: null, clientCertificate: null, clientKey: null },
      connectTimeoutMs: 10_000,
    })
    expect(Object.isFrozen(connection)).toBe(true)
    expect(Object.isFrozen(connection.endpoints.dml)).toBe(true)
    expect(Object.isFrozen(connection.tls)).toBe(true)
  })

  test('a missing endpoint and a missing database are told together, with where to put them', () => {
    expect(faultsOf({})).toEqual([
      'no endpoint: set SINGLESTORE_ENDPOINT (property connection.clientEndpoint), or SINGLESTORE_DDL_ENDPOINT (property connection.ddlEndpoint), or put "endpoint" into the secret',
      'no database: set SINGLESTORE_DATABASE (property connection.database), or put "database" into the secret',
    ])
  })
})

describe('the secret', () => {
  test.each<[string, object]>([
    [
      'by plain names',
      { endpoint: 'a:1', database: 'd', user: 'u', password: 'p', connectTimeout: 5 },
    ],
    [
      "by the connector's names",
      {
        'connection.clientEndpoint': 'a:1',
        'connection.database': 'd',
        'connection.user': 'u',
        'connection.password': 'p',
        'params.connectTimeout': '5',
      },
    ],
    [
      'by the names of the environment',
      {
        SINGLESTORE_ENDPOINT: 'a:1',
        SINGLESTORE_DATABASE: 'd',
        SINGLESTORE_USER: 'u',
        SINGLESTORE_PASSWORD: 'p',
        SINGLESTORE_CONNECT_TIMEOUT_MS: '5',
      },
    ],
    [
      'as Secrets Manager writes database secrets',
      {
        engine: 'mysql',
        host: 'a',
        port: 1,
        dbname: 'd',
        username: 'u',
        password: 'p',
        masterarn: 'arn',
        connectTimeout: 5,
      },
    ],
  ])('may say everything %s', (_, secret) => {
    expect(connect({}, secret)).toMatchObject({
      endpoints: { ddl: { host: 'a', port: 1 }, dml: [{ host: 'a', port: 1 }] },
      database: 'd',
      user: 'u',
      password: 'p',
      connectTimeoutMs: 5,
    })
  })

  test.each<[string, object, string, number]>([
    ['a host alone', { host: 'a' }, 'a', 3306],
    ['a host that holds its port', { host: 'a:7' }, 'a', 7],
    ['a port as text', { host: 'a', port: '7' }, 'a', 7],
    ['a bare IPv6 address with a port', { host: '::1', port: 7 }, '::1', 7],
    ['a bracketed IPv6 address', { host: '[::1]', port: 7 }, '::1', 7],
    ['an endpoint that says the same', { host: 'a', port: 7, endpoint: 'a:7' }, 'a', 7],
  ])('understands %s', (_, secret, host, port) => {
    expect(connect({ SINGLESTORE_DATABASE: 'd' }, secret).endpoints.ddl).toEqual({ host, port })
  })

  test('may hold DDL and DML endpoints, as a list or as text', () => {
    const endpoints = {
      ddl: { host: 'm', port: 3306 },
      dml: [
        { host: 'a', port: 1 },
        { host: 'b', port: 3306 },
      ],
    }
    const ddl = { ddlEndpoint: 'm', database: 'd' }
    expect(connect({}, { ...ddl, dmlEndpoints: ['a:1', 'b'] }).endpoints).toEqual(endpoints)
    expect(connect({}, { ...ddl, dmlEndpoints: 'a:1,b' }).endpoints).toEqual(endpoints)
  })

  test('yields to what is given explicitly, endpoints as a whole', () => {
    const secret = {
      ddlEndpoint: 'm',
      dmlEndpoints: 'a',
      database: 's',
      username: 'u',
      password: 'p',
    }
    expect(connect({ ...explicit, SINGLESTORE_USER: 'e' }, secret)).toMatchObject({
      endpoints: { ddl: { host: 'db.example.com' }, dml: [{ host: 'db.example.com' }] },
      database: 'shop',
      user: 'e',
      password: 'p',
    })
    const properties = 'connection.user=e\nconnection.database=f'
    expect(connect({ SINK_PROPERTIES: properties }, secret)).toMatchObject({
      endpoints: { ddl: { host: 'm' }, dml: [{ host: 'a' }] },
      database: 'f',
      user: 'e',
    })
  })

  test('may hold fields of others', () => {
    const others = { engine: 'mysql', cn: 'x', rotation: { days: 30 }, comment: 'shop' }
    expect(connect(explicit, others)).toEqual(connect(explicit))
  })

  test('keeps white space of a password, and an empty field says nothing', () => {
    const secret = { username: '', password: ' p ', database: null }
    expect(connect(explicit, secret)).toMatchObject({
      user: 'root',
      password: ' p ',
      database: 'shop',
    })
  })

  test.each<[string, object, string]>([
    [
      'a misspelt field',
      { pasword: 'p' },
      'field "pasword" of the secret: unknown; did you mean "password"?',
    ],
    [
      'an unknown property',
      { 'connection.foo': 'p' },
      'field "connection.foo" of the secret: no connection field',
    ],
    [
      'an option of the sink',
      { SINK_NAME: 'p' },
      'field "SINK_NAME" of the secret: no connection field',
    ],
    [
      'a field of a wrong type',
      { user: { name: 'p' } },
      'field "user" of the secret: wants the name of a user',
    ],
    [
      'a host of a wrong type',
      { host: 7 },
      'field "host" of the secret: wants the name or the address',
    ],
    ['a wrong port', { host: 'a', port: 'x' }, 'field "host" of the secret: wants host[:port]'],
    [
      'two names that differ',
      { user: 'p', username: 'q' },
      'field "username" of the secret: contradicts field "user"',
    ],
    [
      'both kinds of endpoint',
      { endpoint: 'a', ddlEndpoint: 'b' },
      'contradicts field "ddlEndpoint"',
    ],
    [
      'a wrong certificate',
      { ca: '/etc/ca.pem' },
      'field "ca" of the secret: wants PEM certificates',
    ],
  ])('with %s is refused, without telling the value', (_, secret, fault) => {
    expect(faultsOf(explicit, secret)).toEqual([expect.stringContaining(fault)])
  })
})

describe('certificates', () => {
  const pair = selfSigned('client')
  const authority = selfSigned('authority').certificate

  test('may come from the environment and the secret together', () => {
    const environment = { ...explicit, SINGLESTORE_TLS: 'verify-ca', SINGLESTORE_CA: authority }
    const secret = { clientCertificate: pair.certificate, clientKey: pair.key }
    expect(connect(environment, secret).tls).toEqual({
      mode: 'verify-ca',
      ca: authority.trim(),
      clientCertificate: pair.certificate.trim(),
      clientKey: pair.key.trim(),
    })
  })

  test('may have their line ends escaped, as environment variables often do', () => {
    const SINGLESTORE_CA = authority.replaceAll('\n', '\\n')
    expect(connect({ ...explicit, SINGLESTORE_CA }).tls).toMatchObject({ ca: authority })
  })

  test('are those of a client alone where the server need not prove itself', () => {
    const secret = { tls: 'required', clientCert: pair.certificate, clientKey: pair.key }
    expect(connect(explicit, secret).tls).toEqual({
      mode: 'required',
      clientCertificate: pair.certificate.trim(),
      clientKey: pair.key.trim(),
    })
  })

  describe("in SingleStore's own bundle beside the function", () => {
    const bundled = selfSigned('bundled').certificate
    const tlsWith = (environment: object, bundle: string | null = bundled) => {
      const config = readConfig({ SINK_NAME: 'test', ...explicit, ...environment }, (path) => {
        if (path === 'singlestore_bundle.pem' && bundle !== null) return bundle
        throw Object.assign(new Error(path), { code: 'ENOENT' })
      })
      return completeConnection(config, null).tls
    }

    test('are used where no other is given', () => {
      expect(tlsWith({})).toMatchObject({ mode: 'verify-full', ca: bundled })
      expect(tlsWith({ SINGLESTORE_TLS: 'verify-ca' })).toMatchObject({ ca: bundled })
      expect(tlsWith({ SINGLESTORE_CA: authority })).toMatchObject({ ca: authority.trim() })
      expect(tlsWith({}, null)).toMatchObject({ mode: 'verify-full', ca: null })
    })

    test('contradict no mode, as nobody asked for them', () => {
      expect(tlsWith({ SINGLESTORE_TLS: 'disabled' })).toEqual({ mode: 'disabled' })
      expect(tlsWith({ SINGLESTORE_TLS: 'required' })).not.toHaveProperty('ca')
    })

    test('yield to the secret', () => {
      const config = readConfig(
        { SINK_NAME: 'test', SINGLESTORE_SECRET_ID: 'db', ...explicit },
        () => bundled,
      )
      expect(completeConnection(config, { ca: authority }).tls).toMatchObject({
        ca: authority.trim(),
      })
    })

    test('are refused where they are damaged', () => {
      expect(() => tlsWith({}, 'no certificate')).toThrow(
        'the file singlestore_bundle.pem in the bundle: wants PEM certificates',
      )
    })
  })

  test.each<[string, object, string]>([
    [
      'a certificate without its key',
      { clientCertificate: pair.certificate },
      'SINGLESTORE_CLIENT_KEY: missing',
    ],
    ['a key without its certificate', { clientKey: pair.key }, 'SINGLESTORE_CLIENT_CERT: missing'],
    [
      'a key of another certificate',
      { clientCertificate: authority, clientKey: pair.key },
      'is not the key of SINGLESTORE_CLIENT_CERT',
    ],
    ['certificates without TLS', { tls: 'disabled', ca: authority }, 'disabled, yet certificates'],
    [
      'encryption that falls back to plain text',
      { sslMode: 'PREFERRED' },
      'falls back to plain text is refused',
    ],
    [
      'no proof and yet an authority',
      { sslMode: 'trust', ca: authority },
      'required asks for no proof of the server, yet SINGLESTORE_CA is given; set verify-full',
    ],
    [
      'an authority asked for and none given',
      { tls: 'VERIFY_CA' },
      'verify-ca needs SINGLESTORE_CA (property params.serverSslCert)',
    ],
    ['an unknown mode', { tls: 'yes' }, 'wants one of verify-full, verify-ca, required, disabled'],
  ])('%s: refused', (_, secret, fault) => {
    expect(faultsOf(explicit, secret)).toEqual([expect.stringContaining(fault)])
  })
})
