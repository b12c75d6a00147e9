import type { Socket } from 'node:net'
import { isIP } from 'node:net'
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls'
import { StoreError } from '../../errors.ts'
import { tlsMend } from './connect-error.ts'
import type { Address, Tls } from './connection-settings.ts'
import { authorities } from './driver-options.ts'
import { askForTls, readGreeting } from './greeting.ts'

/** What a TLS handshake with a server shows. */
export interface TlsFacts {
  /** `TLSv1.3` */
  readonly protocol: string
  /** Names of the certificate, as `CN=…`; empty where it has none. */
  readonly subject: string
  readonly issuer: string
  /** The hosts that the certificate is for, as it lists them. */
  readonly hosts: string
  /** End of the certificate, in milliseconds of Unix time. */
  readonly expiresAt: number
  /** What the sink would refuse the server for: Node's or OpenSSL's code; null where it takes it. */
  readonly fault: string | null
}

/** A server that offers no TLS. */
export class NoTlsError extends StoreError {}

/**
 * Shakes hands as the sink does and looks at the certificate, before any login is sent: a certificate that the sink refuses
 * is looked at, too.
 * @param socket open, to the server; closed at the end
 * @throws StoreError, NoTlsError; the socket's own error
 */
export async function probeTls(
  socket: Socket,
  address: Address,
  tls: Exclude<Tls, { readonly mode: 'disabled' }>,
  remainingMs: () => number,
): Promise<TlsFacts> {
  try {
    const { offersTls } = await readGreeting(socket, Math.max(1, remainingMs()))
    if (!offersTls) {
      throw new NoTlsError('ERR_STORE_PERMANENT', 'The server offers no TLS.', { transient: false })
    }
    askForTls(socket)
    return factsOf(await shakeHands(socket, address, tls, Math.max(1, remainingMs())), tls)
  } finally {
    socket.destroy()
  }
}

async function shakeHands(
  socket: Socket,
  { host }: Address,
  tls: Exclude<Tls, { readonly mode: 'disabled' }>,
  boundMs: number,
): Promise<TLSSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>()
  const secure = connect({
    socket,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    minVersion: 'TLSv1.2',
    ...authorities(tls),
    ...(tls.clientCertificate === null ? {} : { cert: tls.clientCertificate }),
    ...(tls.clientKey === null ? {} : { key: tls.clientKey }),
    // So that the certificate can be told of; nothing is sent to whoever shows it.
    rejectUnauthorized: false,
    checkServerIdentity: tls.mode === 'verify-full' ? checkServerIdentity : () => undefined,
  })
  const over = setTimeout(
    () => secure.destroy(new Error(`no answer to the handshake within ${Math.round(boundMs)} ms`)),
    boundMs,
  )
  secure.on('error', (error) => reject(handshakeError(error)))
  secure.once('close', () => reject(new Error('closed in the handshake')))
  secure.once('secureConnect', () => resolve(secure))
  return promise.finally(() => clearTimeout(over))
}

/** OpenSSL's messages end with a place in its sources; the reason stands apart. */
function handshakeError(error: Error): Error {
  if (!('reason' in error) || typeof error.reason !== 'string') return error
  const mend = tlsMend(error.reason)
  const found = `The TLS handshake failed: ${error.reason}.`
  return new StoreError('ERR_STORE_PERMANENT', mend === null ? found : `${found} ${mend}`, {
    transient: false,
    cause: error,
  })
}

function factsOf(socket: TLSSocket, tls: Tls): TlsFacts {
  const { subject, issuer, subjectaltname, valid_to } = socket.getPeerCertificate()
  // The type says Error; Node keeps the code of it.
  const fault: unknown = socket.authorizationError
  const isRefused = tls.mode !== 'required' && !socket.authorized
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    subject: nameText(subject),
    issuer: nameText(issuer),
    hosts: subjectaltname ?? '',
    expiresAt: Date.parse(valid_to),
    fault: isRefused ? String(fault instanceof Error ? fault.message : fault) : null,
  }
}

function nameText(name: object | undefined): string {
  return Object.entries(name ?? {})
    .map(([part, value]) => `${part}=${String(value)}`)
    .join(', ')
}
