import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerError, SessionState } from './action.ts'
import type { Admin } from './admin.ts'
import type { Guest } from './admit-client.ts'
import { type Backend, BackendGoneError } from './backend.ts'
import { type Clock, SessionTime } from './clock.ts'
import type { Dialect } from './dialect.ts'
import type { FaultAction, FaultMoment, FaultSource } from './faults.ts'
import type { Statement, WritableStatementLog } from './statement-log.ts'
import { encodeEndOfRows, encodeError, encodeOk, type Ok } from './wire/answer.ts'
import { serverStatus } from './wire/capability.ts'
import { encodeTextColumn } from './wire/column.ts'
import { packedInteger, textRow } from './wire/fields.ts'
import { command } from './wire/text-command.ts'

/** What all conversations of one proxy have in common. */
export interface Surroundings {
  /** Null where the server behind is a real SingleStore. */
  readonly dialect: Dialect | null
  readonly faults: FaultSource
  readonly statements: WritableStatementLog
  readonly admin: Admin
  readonly clock: Readonly<Clock>
  /** Ends the upload that a connection of this proxy is sending; false where it sends none. */
  interruptUpload(connectionId: number): boolean
}

/** One client, its connection to the server behind, and what both remember of each other. */
export class Conversation {
  readonly client: Guest['client']
  readonly login: Guest['login']
  readonly backend: Backend
  readonly surroundings: Surroundings
  readonly time: SessionTime
  /** The status flags that the server last sent. */
  status: number = serverStatus.autocommit
  database: string | null
  /** The proxy's own, of the last statement. */
  warnings: readonly string[] = []
  /** The upload that the client is sending; an error put there is what it ends with. */
  upload: { error?: ServerError } | null = null
  #atWork = false
  #lingering = false

  constructor(guest: Guest, backend: Backend, surroundings: Surroundings) {
    this.client = guest.client
    this.login = guest.login
    this.backend = backend
    this.surroundings = surroundings
    this.time = new SessionTime(surroundings.clock)
    this.database = guest.login.database
    void this.client.closed.then(() => this.#clientLeft())
    void backend.channel.closed.then(() => {
      if (!this.#atWork) this.client.end()
    })
  }

  get connectionId(): number {
    return this.backend.greeting.connectionId
  }

  get inTransaction(): boolean {
    return (this.status & serverStatus.inTransaction) !== 0
  }

  sessionState(dialect: Dialect): SessionState {
    const { connectionId, database, inTransaction } = this
    const connectAttributes = Object.fromEntries(this.login.attributes)
    const { aggregator } = dialect
    return { connectionId, database, inTransaction, aggregator, connectAttributes }
  }

  /** Marks the time in which the server works on a statement and its answer is passed on. */
  async atWork(work: () => Promise<void>): Promise<void> {
    this.#atWork = true
    try {
      await work()
    } finally {
      this.#atWork = false
    }
    if (this.backend.channel.isClosed) this.client.end()
  }

  async sendOk(changes: Partial<Ok> = {}): Promise<void> {
    const { status } = this
    const nothing = { affectedRows: 0n, insertId: 0n, status, warnings: 0, info: '' }
    await this.client.write([encodeOk({ ...nothing, ...changes })])
  }

  async sendError(error: ServerError): Promise<void> {
    await this.client.write([encodeError(error)])
  }

  async sendRows(
    columns: readonly string[],
    rows: readonly (readonly (string | null)[])[],
  ): Promise<void> {
    const end = encodeEndOfRows({ status: this.status, warnings: this.warnings.length })
    const header = packedInteger(BigInt(columns.length))
    await this.client.write([
      header,
      ...columns.map(encodeTextColumn),
      end,
      ...rows.map(textRow),
      end,
    ])
  }

  strike(statement: Statement, moment: FaultMoment, errno?: number): FaultAction | null {
    return this.surroundings.faults.strike(statement, moment, errno)
  }

  /** Lets a fault happen; true where the client has its answer or is gone. */
  async suffer(fault: FaultAction | null): Promise<boolean> {
    switch (fault?.kind) {
      case undefined:
      case 'swallow-error':
        return false
      case 'delay':
        await sleep(fault.delayMs)
        return this.client.isClosed
      case 'error':
        await this.sendError({ sqlState: 'HY000', ...fault })
        return true
      case 'linger':
        this.#linger(fault.lingerMs)
        return true
      case 'cut':
        this.client.destroy()
        return true
    }
  }

  /** After an error nothing tells whether the transaction is still open: a ping's answer does. */
  async refreshStatus(): Promise<void> {
    if (!this.inTransaction) return
    const head = await this.backend.send(Buffer.of(command.ping))
    if (head.kind !== 'ok') throw new BackendGoneError('The database server does not answer a ping')
    this.status = head.ok.status
  }

  #linger(lingerMs: number): void {
    this.#lingering = true
    this.client.destroy()
    const timer = setTimeout(() => this.backend.channel.destroy(), lingerMs)
    void this.backend.channel.closed.then(() => clearTimeout(timer))
  }

  #clientLeft(): void {
    if (this.#lingering) return
    this.backend.channel.destroy()
    if (!this.#atWork) return
    // A server that is at work notices a closed socket only when it is done.
    this.surroundings.admin.ask(`KILL CONNECTION ${this.connectionId}`).catch(() => undefined)
  }
}
