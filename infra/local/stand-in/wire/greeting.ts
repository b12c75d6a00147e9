import { integer, nullTerminated } from './fields.ts'
import { scrambleBytes } from './native-password.ts'
import { PayloadReader } from './payload-reader.ts'

/** The first packet of a connection, sent by the server (protocol version 10). */
export interface Greeting {
  readonly serverVersion: string
  readonly connectionId: number
  readonly scramble: Buffer
  readonly capabilities: number
  readonly authPlugin: string
}

const utf8mb4GeneralCi = 45
const autocommit = 2

export function encodeGreeting(greeting: Greeting): Buffer {
  return Buffer.concat([
    Buffer.of(10),
    nullTerminated(greeting.serverVersion),
    integer(greeting.connectionId, 4),
    greeting.scramble.subarray(0, 8),
    Buffer.of(0),
    integer(greeting.capabilities & 0xffff, 2),
    integer(utf8mb4GeneralCi, 1),
    integer(autocommit, 2),
    integer(greeting.capabilities >>> 16, 2),
    integer(scrambleBytes + 1, 1),
    Buffer.alloc(10),
    greeting.scramble.subarray(8),
    Buffer.of(0),
    nullTerminated(greeting.authPlugin),
  ])
}

export function parseGreeting(payload: Buffer): Greeting {
  const reader = new PayloadReader(payload, 1)
  const serverVersion = reader.nullTerminated().toString()
  const connectionId = reader.integer(4)
  const scrambleStart = reader.take(8)
  reader.take(1)
  const lower = reader.integer(2)
  reader.take(3)
  const upper = reader.integer(2)
  reader.take(11)
  const scramble = Buffer.concat([scrambleStart, reader.take(scrambleBytes - 8)])
  reader.take(1)
  return {
    serverVersion,
    connectionId,
    scramble,
    capabilities: (lower | (upper << 16)) >>> 0,
    authPlugin: reader.nullTerminated().toString(),
  }
}
