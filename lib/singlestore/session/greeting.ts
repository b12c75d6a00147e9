import type { Duplex } from 'node:stream'
import { StoreError } from '../../errors.ts'

/** What a server says before anybody has logged in (MySQL's protocol, Handshake V10). */
export interface Greeting {
  readonly serverVersion: string
  readonly offersTls: boolean
}

const MOST_BYTES = 4_096
const HEADER_BYTES = 4
const CLIENT_SSL = 0x0800
/** Protocol 4.1, TLS, the secure way to prove a password, and plug-ins for that. */
const CAPABILITIES = 0x0200 | CLIENT_SSL | 0x8000 | 0x80000

/** Reads the first packet of a server. @throws StoreError where it is no greeting; the socket's own error */
export async function readGreeting(socket: Duplex, boundMs: number): Promise<Greeting> {
  return parseGreeting(await firstPacket(socket, boundMs))
}

/** Asks for TLS, which begins right behind (SSLRequest). */
export function askForTls(socket: Duplex): void {
  const packet = Buffer.alloc(HEADER_BYTES + 32)
  packet.writeUIntLE(32, 0, 3)
  packet[3] = 1
  packet.writeUInt32LE(CAPABILITIES, HEADER_BYTES)
  packet.writeUInt32LE(2 ** 24, HEADER_BYTES + 4)
  // utf8mb4_general_ci
  packet[HEADER_BYTES + 8] = 45
  socket.write(packet)
}

async function firstPacket(socket: Duplex, boundMs: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  let bytes = Buffer.alloc(0)
  const read = (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk])
    const wanted =
      bytes.length < HEADER_BYTES ? HEADER_BYTES : HEADER_BYTES + bytes.readUIntLE(0, 3)
    if (wanted > MOST_BYTES) reject(noGreeting('what came is none of a MySQL server'))
    else if (bytes.length >= wanted && wanted > HEADER_BYTES)
      resolve(bytes.subarray(HEADER_BYTES, wanted))
  }
  const over = setTimeout(
    () => reject(noGreeting(`nothing came within ${Math.round(boundMs)} ms`)),
    boundMs,
  )
  const close = () => reject(noGreeting('the connection was closed at once'))
  socket.on('data', read).once('error', reject).once('close', close)
  try {
    return await promise
  } finally {
    clearTimeout(over)
    socket.pause()
    socket.off('data', read).off('error', reject).off('close', close)
  }
}

function parseGreeting(packet: Buffer): Greeting {
  if (packet[0] === 0xff && packet.length >= 3) {
    const errno = packet.readUInt16LE(1)
    const text = packet
      .subarray(3)
      .toString('utf8')
      .replace(/^#.{5}/s, '')
    throw noGreeting(`the server refuses connections, error ${errno}: ${text}`)
  }
  const end = packet.indexOf(0)
  // Behind the version: 4 bytes of the connection's number, 8 of the scramble, a filler.
  const flags = end + 1 + 4 + 8 + 1
  if (packet[0] !== 10 || end < 0 || packet.length < flags + 2) {
    throw noGreeting('what came is none of a MySQL server')
  }
  return {
    serverVersion: packet.subarray(1, end).toString('utf8'),
    offersTls: (packet.readUInt16LE(flags) & CLIENT_SSL) !== 0,
  }
}

function noGreeting(why: string): StoreError {
  return new StoreError('ERR_STORE_TRANSIENT', `No greeting of a database: ${why}.`, {
    transient: true,
  })
}
