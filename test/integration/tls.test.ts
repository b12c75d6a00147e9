import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, connect as dial, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { afterAll, expect, test } from 'vitest'
import { defaultCacheFolder } from '../../infra/local/stand-in/cache-folder.ts'
import { startMariaDb } from '../../infra/local/stand-in/mariadb/start-mariadb.ts'
import { connectionSource } from '../../lib/config/connection-source.ts'
import { readConfig } from '../../lib/config.ts'
import { Sessions } from '../../lib/singlestore/session/sessions.ts'
import { type Certified, createAuthority } from '../support/certificates.ts'
import { useStandIn } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

type Environment = Readonly<Record<string, string>>

const authority = createAuthority({ commonName: 'authority of the server' })
const another = createAuthority({ commonName: 'another authority' })
const clients = createAuthority({ commonName: 'authority of clients' })
const client = clients.issue({ commonName: 'sink' })
const good = authority.issue({ commonName: 'db', names: ['localhost', '127.0.0.1'] })
const trusting = { SINGLESTORE_CA: authority.cert }
const proof = { SINGLESTORE_CLIENT_CERT: client.cert, SINGLESTORE_CLIENT_KEY: client.key }

const server = await startServer()
const plain = await useStandIn()
const old = await useStandIn({ tls: { ...good, version: 'TLSv1.1' } })
const secure = await useStandIn({ tls: good })

/** A MariaDB that ends TLS itself and knows two users: one by password, one by certificate as well. */
async function startServer() {
  const folder = await mkdtemp(join(tmpdir(), 'tls-'))
  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  await write('ca.pem', clients.cert)
  await write('cert.pem', good.cert)
  await write('key.pem', good.key)
  const mariaDb = await startMariaDb({
    cacheFolder: defaultCacheFolder(process.env),
    flags: ['ca', 'cert', 'key'].map((name) => `--ssl-${name}=${join(folder, `${name}.pem`)}`),
  })
  const { socketPath } = mariaDb.place
  const admin = await createConnection({ socketPath, user: 'root' })
  await admin.query("CREATE USER plain IDENTIFIED BY 'p'")
  await admin.query("CREATE USER proven IDENTIFIED BY 'p' REQUIRE X509")
  await admin.query("CREATE USER secure IDENTIFIED BY 'p' REQUIRE SSL")
  await admin.query('CREATE DATABASE shop')
  await admin.query('GRANT ALL ON shop.* TO plain, proven, secure')
  const pass = (client: Socket, behind: Socket) => client.pipe(behind)
  const port = await openTcp(socketPath, pass)
  afterAll(async () => {
    admin.destroy()
    await mariaDb.close()
    await rm(folder, { recursive: true })
  })
  return {
    port,
    /** Greets, and is gone as soon as the client answers. */
    fleetingPort: await openTcp(socketPath, (client) =>
      client.once('data', () => client.destroy()),
    ),
    /** Puts another certificate in place of the server's. */
    async show({ cert, key }: Certified) {
      await write('cert.pem', cert)
      await write('key.pem', key)
      await admin.query('FLUSH SSL')
    },
  }
}

/** The server listens on a socket of the file system alone; what it says passes unchanged. */
async function openTcp(
  path: string,
  receive: (client: Socket, behind: Socket) => void,
): Promise<number> {
  const relay = createServer((client) => {
    const behind = dial(path)
    client.on('error', () => behind.destroy())
    behind.on('error', () => client.destroy()).pipe(client)
    receive(client, behind)
  }).listen(0, '127.0.0.1')
  await once(relay, 'listening')
  afterAll(() => relay.close())
  const address = relay.address()
  if (address === null || typeof address === 'string') throw new Error('The relay has no port')
  return address.port
}

/** Logs in as the sink does, and gives the cipher; empty where nothing is encrypted. */
async function cipher(environment: Environment, port = server.port, host = 'localhost') {
  const config = readConfig({
    SINGLESTORE_ENDPOINT: `${host}:${port}`,
    SINGLESTORE_DATABASE: 'shop',
    SINGLESTORE_USER: 'plain',
    SINGLESTORE_PASSWORD: 'p',
    SINK_NAME: 'test',
    ...environment,
  })
  const clock = { now: Date.now, random: Math.random }
  const sessions = new Sessions(connectionSource(config, null), clock)
  try {
    const connection = await sessions.dml(() => 20_000)
    const [row] = await connection.select("SHOW STATUS LIKE 'Ssl_cipher'", 'asking', () => 20_000)
    return row?.Value
  } finally {
    sessions.discard()
  }
}

const permanent = (message: RegExp, code = 'ERR_STORE_PERMANENT') => ({
  code,
  transient: false,
  message: expect.stringMatching(message),
})

test.each<[string, Environment, string]>([
  ['verify-full by name', trusting, 'localhost'],
  ['verify-full by address', trusting, '127.0.0.1'],
  ['verify-ca', { SINGLESTORE_TLS: 'verify-ca', ...trusting }, 'localhost'],
  ['required', { SINGLESTORE_TLS: 'required' }, 'localhost'],
  [
    'verify-full with a client certificate',
    { ...trusting, ...proof, SINGLESTORE_USER: 'proven' },
    'localhost',
  ],
])('a server that proves itself is connected to over TLS: %s', async (_, environment, host) => {
  await server.show(good)
  expect(await cipher(environment, server.port, host)).toMatch(/^(TLS_|ECDHE)/)
})

test('without TLS nothing is encrypted', async () => {
  expect(await cipher({ SINGLESTORE_TLS: 'disabled' })).toBe('')
})

test.each<[string, Environment]>([
  ['verify-full and another authority', { SINGLESTORE_CA: another.cert }],
  ['verify-full and the public authorities', {}],
  [
    'verify-ca and another authority',
    { SINGLESTORE_TLS: 'verify-ca', SINGLESTORE_CA: another.cert },
  ],
])('a server that nobody vouches for is refused: %s', async (_, environment) => {
  await server.show(good)
  await expect(cipher(environment)).rejects.toMatchObject(
    permanent(
      /(?:unable to verify|self-signed)[^;]*\. Give the authority that signed .* in SINGLESTORE_CA/,
    ),
  )
})

test('a server that vouches for itself is taken where no proof is required, and nowhere else', async () => {
  await server.show(another)
  expect(await cipher({ SINGLESTORE_TLS: 'required' })).toMatch(/^(TLS_|ECDHE)/)
  await expect(cipher(trusting)).rejects.toMatchObject(permanent(/Give the authority/))
  expect(await cipher({ SINGLESTORE_TLS: 'verify-ca', SINGLESTORE_CA: another.cert })).not.toBe('')
})

test.each([
  ['a name', 'localhost', ['db.example.com', '127.0.0.1']],
  ['an address, though localhost is named', '127.0.0.1', ['localhost']],
])('a certificate for another host is refused by verify-full alone: %s', async (_, host, names) => {
  await server.show(authority.issue({ commonName: 'db', names }))
  await expect(cipher(trusting, server.port, host)).rejects.toMatchObject(
    permanent(/altnames.* Give the endpoint by a name that the certificate holds.*verify-ca/),
  )
  const verifyCa = { SINGLESTORE_TLS: 'verify-ca', ...trusting }
  expect(await cipher(verifyCa, server.port, host)).not.toBe('')
})

test('an expired certificate is refused', async () => {
  await server.show(
    authority.issue({ commonName: 'db', names: ['localhost'], expires: '20210101' }),
  )
  await expect(cipher(trusting)).rejects.toMatchObject(
    permanent(/has expired.* Renew the server's certificate/),
  )
})

test('a server without TLS is refused', async () => {
  await expect(cipher(trusting, plain.port)).rejects.toMatchObject(
    permanent(/does not support secure connection.* Enable TLS on the server/),
  )
})

test('a server that speaks no newer TLS than 1.1 is refused', async () => {
  await expect(cipher(trusting, old.port)).rejects.toMatchObject(
    permanent(/: tlsv1 alert protocol version\. Allow TLS 1.2 or 1.3 on the server/),
  )
})

test.each<[string, string, Environment, RegExp]>([
  [
    'a certificate',
    'proven',
    trusting,
    /REQUIRE X509 needs a client certificate: give SINGLESTORE_CLIENT_CERT/,
  ],
  [
    'TLS',
    'secure',
    { SINGLESTORE_TLS: 'disabled' },
    /REQUIRE SSL or X509 needs TLS: set SINGLESTORE_TLS/,
  ],
])(
  'a login that lacks %s is refused with what may be the reason',
  async (_, user, environment, message) => {
    await server.show(good)
    await expect(cipher({ ...environment, SINGLESTORE_USER: user })).rejects.toMatchObject(
      permanent(message, 'ERR_ACCESS_DENIED'),
    )
  },
)

test("a client certificate of another authority than the server's is refused", async () => {
  await server.show(good)
  const { cert, key } = another.issue({ commonName: 'sink' })
  const foreign = { SINGLESTORE_CLIENT_CERT: cert, SINGLESTORE_CLIENT_KEY: key }
  await expect(
    cipher({ ...trusting, ...foreign, SINGLESTORE_USER: 'proven' }),
  ).rejects.toMatchObject(
    permanent(/: tlsv1 alert unknown ca\. The server refused the certificate of the client/),
  )
})

test('a connection that is lost in the handshake is worth another try', async () => {
  await expect(cipher(trusting, server.fleetingPort)).rejects.toMatchObject({
    code: 'ERR_STORE_TRANSIENT',
    transient: true,
  })
})

test('an event lands over TLS, and a server without proof is warned about once', async () => {
  const schema = structSchema({ id: 'int64' })
  const event = (offset: number) =>
    kafkaEvent({ sent: { 0: [{ offset, value: envelope(schema, { id: offset }) }] } })
  const proven = startContainer(secure, { SINGLESTORE_TLS: 'verify-full', ...trusting })
  await proven.deliver(event(0))
  expect(proven.warnings).toEqual([])

  const unproven = startContainer(secure, { SINGLESTORE_TLS: 'required' })
  await unproven.deliver(event(1))
  await unproven.deliver(event(2))
  expect(unproven.warnings).toEqual([expect.stringMatching(/"required".*pose as it/)])
  expect(await secure.query('SELECT COUNT(*) AS n FROM sent')).toEqual([{ n: '3' }])
})
