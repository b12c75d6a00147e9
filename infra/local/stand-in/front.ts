import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { createAdmin } from './admin.ts'
import { admitClient, type Reception } from './admit-client.ts'
import { Backend, BackendGoneError, type Upstream } from './backend.ts'
import type { Clock } from './clock.ts'
import { Conversation, type Surroundings } from './conversation.ts'
import type { Dialect } from './dialect.ts'
import { createFaults, type Faults } from './faults.ts'
import { serve } from './serve.ts'
import { createStatementLog, type StatementLog } from './statement-log.ts'
import { encodeError } from './wire/answer.ts'

export interface FrontOptions {
  readonly upstream: Upstream
  readonly reception: Reception
  /** Null for a plain pipe. */
  readonly dialect: Dialect | null
}

/** The proxy: what clients connect to. */
export interface Front {
  readonly host: string
  readonly port: number
  readonly faults: Faults
  readonly statements: StatementLog
  /** How far the sessions' clock is to run ahead of the machine's, in milliseconds; behind it where negative. */
  setClock(offsetMs: number): void
  close(): Promise<void>
}

const host = '127.0.0.1'

/** Listens on a free port of this machine; every client gets a connection of its own to the server behind. */
export async function startFront(options: FrontOptions): Promise<Front> {
  const talks = new Map<number, Conversation>()
  const sockets = new Set<Socket>()
  const faults = createFaults()
  const statements = createStatementLog()
  const admin = createAdmin(options.upstream)
  const clock: Clock = { offsetMs: 0 }
  const surroundings: Surroundings = {
    dialect: options.dialect,
    faults,
    statements,
    admin,
    clock,
    interruptUpload(connectionId) {
      const upload = talks.get(connectionId)?.upload ?? null
      if (upload === null) return false
      upload.error = { errno: 1317, sqlState: '70100', message: 'Query execution was interrupted' }
      return true
    },
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    socket.setNoDelay(true)
    receive(socket, options, surroundings, talks).catch(() => socket.destroy())
  })
  server.listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  return {
    host,
    port: address.port,
    faults,
    statements,
    setClock(offsetMs) {
      clock.offsetMs = offsetMs
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      for (const talk of talks.values()) talk.backend.channel.destroy()
      admin.close()
      await closed
    },
  }
}

async function receive(
  socket: Socket,
  options: FrontOptions,
  surroundings: Surroundings,
  talks: Map<number, Conversation>,
): Promise<void> {
  const { upstream, dialect } = options
  const backend = await Backend.connect(upstream)
  const guest = await admitClient(socket, backend, options.reception)
  if (guest === null) return backend.channel.destroy()
  const refusal = await backend.login(upstream, guest.login)
  if (refusal !== null) {
    const sql = `USE ${guest.login.database ?? ''}`
    await guest.client.write([encodeError(dialect?.rules.translateError(refusal, sql) ?? refusal)])
    guest.client.end()
    return backend.channel.destroy()
  }
  for (const sql of dialect?.sessionSetup ?? []) await backend.ask(sql)
  const talk = new Conversation(guest, backend, surroundings)
  talks.set(talk.connectionId, talk)
  void backend.channel.closed.then(() => talks.delete(talk.connectionId))
  try {
    await talk.sendOk()
    await serve(talk)
  } catch (error) {
    if (!(error instanceof BackendGoneError)) await talk.sendError(proxyFault(error))
  }
  talk.client.end()
}

function proxyFault(error: unknown): { errno: number; sqlState: string; message: string } {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { errno: 1105, sqlState: 'HY000', message: `The proxy itself failed: ${reason}` }
}
