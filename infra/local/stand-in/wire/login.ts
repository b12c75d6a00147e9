import { capability } from './capability.ts'
import { integer, nullTerminated, packed } from './fields.ts'
import { PayloadReader } from './payload-reader.ts'

/** What a client answers to the greeting. */
export interface Login {
  readonly capabilities: number
  readonly maxPacketBytes: number
  readonly characterSet: number
  readonly user: string
  readonly token: Buffer
  /** Null where the client names none. */
  readonly database: string | null
  readonly authPlugin: string | null
  /** What the client says of itself: `_client_name`, `_connector_version` … */
  readonly attributes: ReadonlyMap<string, string>
}

/** A client that wants TLS first sends the head of its login alone. */
export function asksForTls(payload: Buffer): boolean {
  return payload.length === 32 && (payload.readUInt32LE(0) & capability.tls) !== 0
}

/** Reads a login of protocol 4.1; throws a RangeError where it is older or damaged. */
export function parseLogin(payload: Buffer): Login {
  const reader = new PayloadReader(payload)
  const capabilities = reader.integer(4)
  if ((capabilities & capability.protocol41) === 0) throw new RangeError('The client is too old')
  const has = (flag: number): boolean => (capabilities & flag) !== 0
  const maxPacketBytes = reader.integer(4)
  const characterSet = reader.integer(1)
  reader.take(23)
  const user = reader.nullTerminated().toString()
  const token = has(capability.packedAuth)
    ? reader.packedBytes()
    : has(capability.secureConnection)
      ? reader.take(reader.integer(1))
      : reader.nullTerminated()
  const database = has(capability.connectWithDatabase) ? reader.nullTerminated().toString() : ''
  const authPlugin =
    has(capability.pluginAuth) && !reader.atEnd ? reader.nullTerminated().toString() : null
  const attributes =
    has(capability.connectAttributes) && !reader.atEnd
      ? parseAttributes(reader.packedBytes())
      : new Map<string, string>()
  return {
    capabilities,
    maxPacketBytes,
    characterSet,
    user,
    token,
    database: database === '' ? null : database,
    authPlugin,
    attributes,
  }
}

export function encodeLogin(login: Login): Buffer {
  const has = (flag: number): boolean => (login.capabilities & flag) !== 0
  const attributes = [...login.attributes].flatMap(([name, value]) => [packed(name), packed(value)])
  return Buffer.concat([
    integer(login.capabilities, 4),
    integer(login.maxPacketBytes, 4),
    integer(login.characterSet, 1),
    Buffer.alloc(23),
    nullTerminated(login.user),
    integer(login.token.length, 1),
    login.token,
    ...(login.database === null ? [] : [nullTerminated(login.database)]),
    ...(login.authPlugin === null ? [] : [nullTerminated(login.authPlugin)]),
    ...(has(capability.connectAttributes) ? [packed(Buffer.concat(attributes))] : []),
  ])
}

function parseAttributes(bytes: Buffer): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  const reader = new PayloadReader(bytes)
  while (!reader.atEnd) {
    const name = reader.packedBytes().toString()
    attributes.set(name, reader.packedBytes().toString())
  }
  return attributes
}
