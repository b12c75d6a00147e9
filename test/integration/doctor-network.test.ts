import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { afterAll, expect, test } from 'vitest'
import { systemNetwork } from '../../lib/doctor/network.ts'
import { ConfigError } from '../../lib/errors.ts'
import { createAuthority } from '../support/certificates.ts'
import { useStandIn } from '../support/database.ts'
import { examined } from '../support/doctor.ts'

const authority = createAuthority({ commonName: 'authority of the server' })
const another = createAuthority({ commonName: 'another authority' })
const issue = (subject: { names?: readonly string[]; expires?: string }) =>
  authority.issue({ commonName: 'db', names: ['localhost', '127.0.0.1'], ...subject })

const plain = await useStandIn()
const secure = await useStandIn({ tls: issue({}) })
const foreign = await useStandIn({ tls: issue({ names: ['db.example.com'] }) })
const expired = await useStandIn({ tls: issue({ expires: '20210101' }) })
const ageing = await useStandIn({ tls: issue({ expires: inDays(20) }) })

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
}

const trusting = { SINGLESTORE_TLS: 'verify-full', SINGLESTORE_CA: authority.cert }

/** A server that does with clients what `receive` does; its port. */
async function serve(receive: (client: Socket) => void): Promise<number> {
  const clients = new Set<Socket>()
  const server = createServer((client) => {
    clients.add(client.on('error', () => undefined))
    receive(client)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    server.close()
    for (const client of clients) client.destroy()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It has no port')
  return address.port
}

/** Of a server 5.7.3 that offers TLS. */
const greeting = Buffer.from(
  '4a0000000a352e372e333200080000005e1d5e5d5e5d5e5d00ffffff0200ff8115000000000000000000005e5d5e5d5e5d5e5d5e5d5e5d006d7973716c5f6e61746976655f70617373776f726400',
  'hex',
)

const skippedFrom = (checks: readonly { name: string; outcome: string }[], prefix: string) =>
  checks.filter(({ name }) => name.startsWith(prefix)).map(({ outcome }) => outcome)

test('a port where nobody listens is told, and what stands on it is skipped', async () => {
  const port = await serve(() => undefined)
  const { healthy, checks, check } = await examined({ ...plain, port: 1 })
  expect(port).toBeGreaterThan(1)
  expect(check('TCP to 127.0.0.1:1')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('ECONNREFUSED'),
    mend: expect.stringMatching(
      /correct the port 1 \([^)]*\), and see whether the workspace runs\.$/,
    ),
  })
  for (const name of ['TLS', 'Login', 'Database']) {
    expect(skippedFrom(checks, `${name} `)).toEqual(['skipped'])
  }
  expect(check('Version').outcome).toBe('skipped')
  expect(check('Privileges').outcome).toBe('skipped')
  expect(healthy).toBe(false)
})

test('an address that swallows packets is given up within the connect timeout', async () => {
  const network = {
    lookup: async () => ['203.0.113.1'],
    connect: (_: unknown, boundMs: number) =>
      new Promise<Socket>((_resolve, reject) =>
        setTimeout(() => reject(new Error(`connect ETIMEDOUT after ${boundMs}`)), boundMs),
      ),
  }
  const { check } = await examined(
    { ...plain, host: 'db.example.com' },
    { SINK_PROPERTIES: 'params.connectTimeout=50' },
    { network },
  )
  expect(check(`TCP to db.example.com:${plain.port}`)).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('ETIMEDOUT'),
    mend: expect.stringMatching(/^Let the security group .*NAT gateway/),
  })
})

test('of two addresses one of which refuses, both halves of the mend are told', async () => {
  const failure = (code: string) => Object.assign(new Error(`connect ${code}`), { code })
  const network = {
    lookup: async () => ['203.0.113.1', '203.0.113.2'],
    connect: async () => {
      throw new AggregateError([failure('ECONNREFUSED'), failure('ETIMEDOUT')])
    },
  }
  const at = { ...plain, host: 'db.example.com' }
  const { check } = await examined(at, {}, { network })
  expect(check(`TCP to db.example.com:${plain.port}`).mend).toMatch(/correct the port.*NAT gateway/)
})

test('a look-up that is not answered says nothing of addresses', async () => {
  const network = {
    ...systemNetwork,
    lookup: async () => {
      throw Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' })
    },
  }
  const at = { ...plain, host: 'db.example.com' }
  const { check } = await examined(at, {}, { network })
  expect(check(`TCP to db.example.com:${plain.port}`).found).toBe(
    'It is not known where db.example.com is.',
  )
})

test('a name that nobody knows is told', async () => {
  const { check } = await examined({ ...plain, host: 'no-such-host.invalid' })
  expect(check('DNS of no-such-host.invalid').outcome).toBe('failed')
  expect(check(`TCP to no-such-host.invalid:${plain.port}`).outcome).toBe('skipped')
})

test('a wrong password is told apart from a wrong database, and neither is repeated', async () => {
  const wrong = 'not-the-password'
  const login = await examined({ ...plain, password: wrong })
  const at = `${plain.host}:${plain.port}`
  expect(login.check(`Login at ${at}`)).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining("Access denied for user 'root'"),
    mend: expect.stringMatching(/^Correct the user and password/),
  })
  expect(login.check(`Database at ${at}`).outcome).toBe('skipped')
  expect(JSON.stringify(login)).not.toContain(wrong)

  const database = await examined({ ...plain, database: 'no_such_database' })
  expect(database.check(`Login at ${at}`).outcome).toBe('passed')
  expect(database.check(`Database at ${at}`)).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('no_such_database'),
    mend: 'Create the database, or correct SINGLESTORE_DATABASE (connection.database).',
  })
})

test('a password that ends in white space is hinted at, and not told', async () => {
  const diagnosis = await examined({ ...plain, password: '\thunter2-hunter2\n' }, {})
  expect(diagnosis.check(`Login at ${plain.host}:${plain.port}`)).toMatchObject({
    outcome: 'failed',
    mend: expect.stringMatching(
      /^The password begins or ends with white space: .* Correct the user/,
    ),
  })
  expect(JSON.stringify(diagnosis)).not.toContain('hunter2')
})

test('a password that was rotated is fetched again, once', async () => {
  const fetches: boolean[] = []
  const secret = {
    fetch: async ({ fresh }: { readonly fresh: boolean }) => {
      fetches.push(fresh)
      return { username: 'root', password: fresh ? plain.password : 'old' }
    },
  }
  const { healthy, check } = await examined(
    plain,
    { SINGLESTORE_SECRET_ID: 'db', SINGLESTORE_USER: '', SINGLESTORE_PASSWORD: '' },
    { secret },
  )
  expect(check('Secret').found).toBe('It has the fields "username", "password".')
  expect(check(`Login at ${plain.host}:${plain.port}`)).toMatchObject({
    outcome: 'warned',
    found: expect.stringContaining('rotated'),
  })
  expect(fetches.filter((fresh) => fresh)).toHaveLength(1)
  expect(healthy).toBe(true)
})

test('a secret that cannot be read ends the visit there, without its contents', async () => {
  const secret = {
    fetch: async () => {
      throw new ConfigError(['secret db cannot be read: it is marked for deletion'])
    },
  }
  const { check } = await examined(plain, { SINGLESTORE_SECRET_ID: 'db' }, { secret })
  expect(check('Secret')).toMatchObject({
    outcome: 'failed',
    found: 'secret db cannot be read: it is marked for deletion',
  })
  expect(check('Connection settings').outcome).toBe('skipped')
  expect(check('Database').outcome).toBe('skipped')
})

test('an unknown field of the secret is named, never its value', async () => {
  const secret = { fetch: async () => ({ pasword: 'hunter2-hunter2' }) }
  const diagnosis = await examined(plain, { SINGLESTORE_SECRET_ID: 'db' }, { secret })
  expect(diagnosis.check('Connection settings')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('did you mean "password"'),
  })
  expect(JSON.stringify(diagnosis)).not.toContain('hunter2')
})

test('a certificate is shown with its protocol, its names and its days', async () => {
  const { check } = await examined({ ...secure, host: 'localhost' }, trusting)
  expect(check(`TLS to localhost:${secure.port}`)).toMatchObject({
    outcome: 'passed',
    found: expect.stringMatching(
      /^TLSv1\.[23], certificate of CN=db for .*DNS:localhost.*, by CN=authority of the server, expires in \d+ days\.$/,
    ),
  })
})

test.each([
  [
    'no known authority',
    secure,
    { SINGLESTORE_CA: another.cert },
    /refused: \w+/,
    /SINGLESTORE_CA/,
  ],
  ['another host', foreign, {}, /ALTNAME/, /verify-ca/],
  ['a date that is over', expired, {}, /expired \d+ days ago; refused: CERT_HAS_EXPIRED/, /Renew/],
])(
  'a certificate by, for or with %s is refused with its mend, and shown',
  async (_, server, environment, found, mend) => {
    const { check } = await examined(
      { ...server, host: 'localhost' },
      { ...trusting, ...environment },
    )
    expect(check(`TLS to localhost:${server.port}`)).toMatchObject({
      outcome: 'failed',
      found: expect.stringMatching(found),
      mend: expect.stringMatching(mend),
    })
    expect(check(`Login at localhost:${server.port}`).outcome).toBe('skipped')
  },
)

test.each([
  ['verify-ca', { SINGLESTORE_TLS: 'verify-ca', SINGLESTORE_CA: authority.cert }, 'passed'],
  ['required', { SINGLESTORE_TLS: 'required' }, 'passed'],
])(
  'the name of the certificate does not matter under %s, as for the sink',
  async (_, environment, outcome) => {
    const { check } = await examined({ ...foreign, host: 'localhost' }, environment)
    expect(check(`TLS to localhost:${foreign.port}`).outcome).toBe(outcome)
    expect(check(`Login at localhost:${foreign.port}`).outcome).toBe('passed')
  },
)

test('a certificate that ends soon is warned of', async () => {
  const { check } = await examined({ ...ageing, host: 'localhost' }, trusting)
  expect(check(`TLS to localhost:${ageing.port}`)).toMatchObject({
    outcome: 'warned',
    mend: "Have the server's certificate renewed.",
  })
})

test('a server without TLS is told', async () => {
  const { check } = await examined({ ...plain, host: 'localhost' }, trusting)
  expect(check(`TLS to localhost:${plain.port}`)).toMatchObject({
    outcome: 'failed',
    found: 'The server offers no TLS.',
  })
})

test.each<[string, (client: Socket) => void, RegExp]>([
  ['says nothing', () => undefined, /nothing came within/],
  [
    'speaks another protocol',
    (client) => client.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
    /none of a MySQL server/,
  ],
  ['hangs up', (client) => client.end(), /closed at once/],
  [
    'refuses everybody',
    (client) => client.write(Buffer.from('\x17\0\0\0\xff\x10\x04Too many connections', 'latin1')),
    /error 1040: Too many connections/,
  ],
])('a server that %s is told apart, with TLS and without', async (_, receive, found) => {
  const port = await serve(receive)
  for (const environment of [trusting, { SINGLESTORE_TLS: 'disabled' }]) {
    const { check } = await examined(
      { ...plain, host: 'localhost', port },
      { ...environment, SINK_PROPERTIES: 'params.connectTimeout=300' },
    )
    expect(check(`TLS to localhost:${port}`)).toMatchObject({
      outcome: 'failed',
      found: expect.stringMatching(found),
      mend: expect.stringMatching(/workspace/),
    })
    expect(check(`Login at localhost:${port}`).outcome).toBe('skipped')
  }
})

test('a server that falls silent behind its greeting is not told as a wrong password', async () => {
  const port = await serve((client) => client.write(greeting))
  const { check } = await examined(
    { ...plain, host: 'localhost', port },
    { SINK_PROPERTIES: 'params.connectTimeout=300' },
  )
  expect(check(`Login at localhost:${port}`)).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('ETIMEDOUT'),
    mend: expect.not.stringMatching(/PASSWORD/),
  })
})

test.each([
  [
    'TLSv1.2',
    { requestCert: true, rejectUnauthorized: true, ca: authority.cert, maxVersion: 'TLSv1.2' },
    /CLIENT_CERT/,
  ],
  ['an older version', { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }, /TLS 1\.2 or 1\.3/],
] as const)(
  'a handshake that the server breaks off with an alert (%s) is told without places in sources',
  async (_, options, mend) => {
    const { cert, key } = issue({})
    const port = await serve((client) => {
      client.write(greeting)
      client.once('data', (request) => {
        client.pause()
        if (request.length > 36) client.unshift(request.subarray(36))
        const ciphers = 'DEFAULT@SECLEVEL=0'
        const secure = new TLSSocket(client, { isServer: true, cert, key, ciphers, ...options })
        secure.on('error', () => client.end()).resume()
      })
    })
    const { check } = await examined({ ...plain, host: 'localhost', port }, trusting)
    const tls = check(`TLS to localhost:${port}`)
    expect(tls).toMatchObject({
      outcome: 'failed',
      found: expect.stringMatching(/^The TLS handshake failed: [^:\n]*alert[^:\n]*\.$/),
      mend: expect.stringMatching(mend),
    })
  },
)

test('each endpoint is looked at, once', async () => {
  const { checks, check, healthy } = await examined(plain, {
    SINGLESTORE_ENDPOINT: '',
    SINGLESTORE_DDL_ENDPOINT: `${plain.host}:${plain.port}`,
    SINGLESTORE_DML_ENDPOINTS: `${plain.host}:${plain.port}, ${plain.host}:1`,
  })
  expect(checks.filter(({ name }) => name.startsWith('TCP to '))).toHaveLength(2)
  expect(check(`TCP to ${plain.host}:1`).outcome).toBe('failed')
  expect(check('Privilege INSERT').outcome).toBe('passed')
  expect(healthy).toBe(false)
})

test('a registry that refuses, or is not there, is told', async () => {
  const port = await serve((client) =>
    client.once('data', () => client.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n')),
  )
  const denied = await examined(plain, { SINK_REGISTRY_URL: `http://127.0.0.1:${port}` })
  expect(denied.check('Schema registry')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('refuses the sink (401)'),
  })
  const gone = await examined(plain, { SINK_REGISTRY_URL: 'http://127.0.0.1:1' })
  expect(gone.check('Schema registry')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('127.0.0.1:1'),
  })
})

test('a registry that is out of order is asked once', async () => {
  let requests = 0
  const port = await serve((client) =>
    client.once('data', () => {
      requests += 1
      client.end('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n')
    }),
  )
  const { check } = await examined(plain, { SINK_REGISTRY_URL: `http://127.0.0.1:${port}` })
  expect(check('Schema registry')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('answers 503'),
  })
  expect(requests).toBe(1)
})

/** A registry that knows these types; its port. */
const registry = (types: readonly string[]) =>
  serve((client) =>
    client.once('data', () => {
      const body = JSON.stringify(types)
      client.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
    }),
  )

test('a registry that answers is told', async () => {
  const port = await registry(['JSON', 'PROTOBUF', 'AVRO'])
  const { check } = await examined(plain, { SINK_REGISTRY_URL: `http://127.0.0.1:${port}` })
  expect(check('Schema registry')).toMatchObject({
    outcome: 'passed',
    found: 'It answers, and knows AVRO, PROTOBUF, JSON.',
  })
})

test('each registry is asked: one of two that is not there is a warning', async () => {
  const port = await registry(['AVRO'])
  const { check, healthy } = await examined(plain, {
    SINK_REGISTRY_URL: `http://127.0.0.1:${port},http://127.0.0.1:1`,
  })
  expect(check('Schema registry')).toMatchObject({
    outcome: 'warned',
    found: expect.stringMatching(/It answers, and knows AVRO\. 127\.0\.0\.1:1: /),
  })
  expect(healthy).toBe(true)
})

test.each([
  ['no types', [], {}, /knows no types of schemas/, /the path/],
  ['not the format', ['AVRO'], { SINK_VALUE_FORMAT: 'o=protobuf' }, /not PROTOBUF/, /PROTOBUF/],
  ['not the keys', ['JSON'], { SINK_KEY_FORMAT: 'avro', SINK_UPSERT: 'true' }, /not AVRO/, /AVRO/],
] as const)('a registry that knows %s fails', async (_, types, formats, found, mend) => {
  const port = await registry(types)
  const { check } = await examined(plain, {
    SINK_REGISTRY_URL: `http://127.0.0.1:${port}`,
    ...formats,
  })
  expect(check('Schema registry')).toMatchObject({
    outcome: 'failed',
    found: expect.stringMatching(found),
    mend: expect.stringMatching(mend),
  })
})

test('a format whose schemas no registry holds is warned of', async () => {
  const { check } = await examined(plain, { SINK_VALUE_FORMAT: 'avro' })
  expect(check('Schema registry')).toMatchObject({
    outcome: 'warned',
    found: expect.stringContaining('no Confluent registry is named'),
    mend: expect.stringContaining('SINK_REGISTRY_URL'),
  })
})
