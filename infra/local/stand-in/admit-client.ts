import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createSecureContext, TLSSocket } from 'node:tls'
import type { Accounts } from './accounts.ts'
import type { ServerError } from './action.ts'
import type { Backend } from './backend.ts'
import { encodeError } from './wire/answer.ts'
import { capability, offered } from './wire/capability.ts'
import { Channel } from './wire/channel.ts'
import { nullTerminated } from './wire/fields.ts'
import { encodeGreeting } from './wire/greeting.ts'
import { asksForTls, type Login, parseLogin } from './wire/login.ts'
import { nativePasswordPlugin, scrambleBytes } from './wire/native-password.ts'

export interface TlsOffer {
  /** PEM, of `cert`. */
  readonly key: string
  readonly cert: string
  /** The only version that is spoken, where one is given. */
  readonly version?: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
}

export interface Reception {
  readonly accounts: Accounts
  /** Shown to clients; the server's own where none is given. */
  readonly serverVersion?: string
  readonly tls?: TlsOffer
}

export interface Guest {
  readonly client: Channel
  readonly login: Login
}

/**
 * Greets a client under the number of its connection behind, and checks its password here at the proxy.
 * Gives null where the client went away or was refused; the last packet of the login is not sent yet.
 */
export async function admitClient(
  socket: Socket,
  backend: Backend,
  reception: Reception,
): Promise<Guest | null> {
  const scramble = printableScramble()
  let client = new Channel(socket)
  const tlsFlag = reception.tls === undefined ? capability.tls : 0
  const greeting = encodeGreeting({
    serverVersion: reception.serverVersion ?? backend.greeting.serverVersion,
    connectionId: backend.greeting.connectionId,
    scramble,
    capabilities: offered & ~tlsFlag,
    authPlugin: nativePasswordPlugin,
  })
  await client.write([greeting])
  let payload = await client.read()
  if (payload !== undefined && reception.tls !== undefined && asksForTls(payload)) {
    const { sequence } = client
    client = new Channel(secure(client.release(), reception.tls))
    client.sequence = sequence
    payload = await client.read()
  }
  if (payload === undefined) return null
  const login = parseLogin(payload)
  const token = await nativeToken(client, login, scramble)
  if (token === undefined) return null
  if (reception.accounts.admits(login.user, token, scramble)) return { client, login }
  await client.write([encodeError(accessDenied(login.user, socket.remoteAddress, token))])
  client.end()
  return null
}

function secure(socket: Duplex, { key, cert, version }: TlsOffer): TLSSocket {
  // OpenSSL keeps versions before 1.2 for those who lower its level of security.
  const old = version === 'TLSv1.1' ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}
  const only = version === undefined ? {} : { minVersion: version, maxVersion: version }
  const secureContext = createSecureContext({ key, cert, ...only, ...old })
  return new TLSSocket(socket, { secureContext, isServer: true })
}

/** A client that began with another plugin is asked to change to the one that is spoken here. */
async function nativeToken(
  client: Channel,
  login: Login,
  scramble: Buffer,
): Promise<Buffer | undefined> {
  if (login.authPlugin === null || login.authPlugin === nativePasswordPlugin) return login.token
  const change = [Buffer.of(0xfe), nullTerminated(nativePasswordPlugin), scramble, Buffer.of(0)]
  await client.write([Buffer.concat(change)])
  return client.read()
}

function accessDenied(user: string, host: string | undefined, token: Buffer): ServerError {
  const usingPassword = token.length > 0 ? 'YES' : 'NO'
  return {
    errno: 1045,
    sqlState: '28000',
    message: `Access denied for user '${user}'@'${host ?? 'localhost'}' (using password: ${usingPassword})`,
  }
}

/** Old clients take the scramble for text that ends at a NUL. */
function printableScramble(): Buffer {
  return randomBytes(scrambleBytes).map((byte) => (byte % 94) + 33) as Buffer
}
