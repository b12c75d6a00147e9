import { connect, type NetConnectOpts } from 'node:net'
import type { ServerError } from './action.ts'
import { type AnswerHead, parseAnswerHead, parseEndOfRows, parseError } from './wire/answer.ts'
import { capability, offered } from './wire/capability.ts'
import { Channel } from './wire/channel.ts'
import { type Greeting, parseGreeting } from './wire/greeting.ts'
import { encodeLogin, type Login } from './wire/login.ts'
import { nativePasswordPlugin, nativePasswordToken } from './wire/native-password.ts'
import { PayloadReader } from './wire/payload-reader.ts'
import { queryCommand } from './wire/text-command.ts'

/** The database server that the proxy stands in front of, and as whom it logs in there. */
export interface Upstream {
  readonly address: NetConnectOpts
  readonly user: string
  readonly password: string
}

/** The server behind closed the connection in the middle of something. */
export class BackendGoneError extends Error {}

/** One connection to the server behind, as a client of it. */
export class Backend {
  readonly channel: Channel
  readonly greeting: Greeting

  private constructor(channel: Channel, greeting: Greeting) {
    this.channel = channel
    this.greeting = greeting
  }

  static async connect(upstream: Upstream): Promise<Backend> {
    const channel = new Channel(connect(upstream.address))
    const payload = await channel.read()
    if (payload === undefined) throw new BackendGoneError('The database server cannot be reached')
    if (payload[0] === 0xff) {
      channel.destroy()
      throw new BackendGoneError(parseError(payload).message)
    }
    return new Backend(channel, parseGreeting(payload))
  }

  /** Logs in with what the client asked for; gives the server's refusal, or null. */
  async login(upstream: Upstream, client: Pick<Login, LoginChoice>): Promise<ServerError | null> {
    const wanted = client.capabilities & this.greeting.capabilities & offered
    const withDatabase = client.database === null ? 0 : capability.connectWithDatabase
    const ours = capability.protocol41 | capability.secureConnection | capability.pluginAuth
    const never = capability.tls | capability.packedAuth | capability.connectWithDatabase
    await this.channel.write([
      encodeLogin({
        ...client,
        capabilities: (wanted & ~never) | ours | withDatabase,
        maxPacketBytes: 1 << 24,
        user: upstream.user,
        token: nativePasswordToken(upstream.password, this.greeting.scramble),
        authPlugin: nativePasswordPlugin,
      }),
    ])
    return this.#loginAnswer(upstream)
  }

  async #loginAnswer(upstream: Upstream): Promise<ServerError | null> {
    const payload = await this.#expect()
    if (payload[0] === 0x00) return null
    if (payload[0] === 0xff) return parseError(payload)
    const reader = new PayloadReader(payload, 1)
    const plugin = reader.nullTerminated().toString()
    if (payload[0] !== 0xfe || plugin !== nativePasswordPlugin) {
      throw new BackendGoneError(
        `The database server asks for ${plugin}; only ${nativePasswordPlugin} is spoken`,
      )
    }
    await this.channel.write([
      nativePasswordToken(upstream.password, reader.rest().subarray(0, 20)),
    ])
    return this.#loginAnswer(upstream)
  }

  /** Sends a statement and reads the first packet of its answer. */
  async query(sql: string): Promise<AnswerHead> {
    return this.send(queryCommand(sql))
  }

  async send(payload: Buffer): Promise<AnswerHead> {
    await this.channel.command(payload)
    return this.readHead()
  }

  async readHead(): Promise<AnswerHead> {
    return parseAnswerHead(await this.#expect())
  }

  /** Runs a statement of the proxy's own and gives its rows as text; throws where the server refuses it. */
  async ask(sql: string): Promise<readonly (readonly (string | null)[])[]> {
    const head = await this.query(sql)
    if (head.kind === 'error') throw new Error(`${sql}: ${head.error.message}`)
    if (head.kind !== 'rows') return []
    for (let column = 0; column <= head.columns; column += 1) await this.#expect()
    const rows: (string | null)[][] = []
    while (true) {
      const payload = await this.#expect()
      if (parseEndOfRows(payload) !== null) return rows
      const reader = new PayloadReader(payload)
      const row: (string | null)[] = []
      while (!reader.atEnd) row.push(reader.cell()?.toString() ?? null)
      rows.push(row)
    }
  }

  async #expect(): Promise<Buffer> {
    const payload = await this.channel.read()
    if (payload === undefined)
      throw new BackendGoneError('The database server closed the connection')
    return payload
  }
}

type LoginChoice = 'capabilities' | 'characterSet' | 'database' | 'attributes'
