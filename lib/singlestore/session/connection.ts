import { Readable } from 'node:stream'
import { createConnection, type Connection as Driver, type RowDataPacket } from 'mysql2/promise'
import { StoreError } from '../../errors.ts'
import { newTally } from '../tally.ts'
import { toConnectError } from './connect-error.ts'
import type { Address, ConnectionSettings } from './connection-settings.ts'
import { driverOptions } from './driver-options.ts'
import { releaseListeners } from './release-listeners.ts'
import { blamesServer, consequenceOf, errnoOf, toStoreError } from './store-error.ts'

/** Milliseconds left to the invocation for work on the database; negative when none are. */
export type RemainingMs = () => number

/** A result row as text: no number or date passes through a JavaScript type of its own. */
export type TextRow = Readonly<Record<string, string | null>>

/** What every session asks of the server, as far as the server has it: a dead holder of a claim is to be outlived. */
const SESSION_TIMEOUTS = [
  'SET SESSION lock_wait_timeout = 10',
  'SET SESSION multi_statement_xact_idle_timeout = 60',
]

const KILL_TIMEOUT_MS = 1_000

/** What a connection counts of a `Tally`. */
interface WireTally {
  loadedBytes: number
  loadMs: number
  commitMs: number
}

/** One connection to one aggregator; statements run one after the other, each within the deadline. */
export class Connection {
  readonly #driver: Driver
  readonly #settings: ConnectionSettings
  readonly #address: Address
  #aggregatorId: string | null = null
  readonly #now: () => number
  readonly #tally: WireTally
  #lost = false
  #failing = false
  #usedAt: number

  private constructor(
    driver: Driver,
    settings: ConnectionSettings,
    address: Address,
    now: () => number,
    tally: WireTally,
  ) {
    this.#driver = driver
    this.#settings = settings
    this.#address = address
    this.#now = now
    this.#tally = tally
    this.#usedAt = now()
    // Without a listener, the loss of an idle connection would end the process.
    driver.on('error', () => {
      this.#lost = true
    })
  }

  /** @param now wall clock in milliseconds. @param tally grows by what goes over the connection. @throws StoreError */
  static async open(
    settings: ConnectionSettings,
    address: Address,
    now: () => number,
    remainingMs: RemainingMs,
    tally: WireTally = newTally(),
  ): Promise<Connection> {
    const boundMs = () => Math.max(1, Math.min(settings.connectTimeoutMs, remainingMs()))
    try {
      const driver = await createConnection(driverOptions(settings, address, boundMs()))
      const connection = new Connection(driver, settings, address, now, tally)
      await connection.#introduce(boundMs)
      return connection
    } catch (error) {
      throw toConnectError(error, address, settings)
    }
  }

  /** When the last statement ended, in wall-clock milliseconds. */
  get usedAt(): number {
    return this.#usedAt
  }

  /** Gone for good: the server or the network closed it, or a statement outlived its bound. */
  get lost(): boolean {
    return this.#lost
  }

  /** The last fault may be this one server's: another may do better. */
  get failing(): boolean {
    return this.#failing
  }

  async #introduce(remainingMs: RemainingMs): Promise<void> {
    for (const statement of SESSION_TIMEOUTS) await this.#tolerant(statement, remainingMs)
    const [row] = (await this.#tolerant('SELECT @@aggregator_id AS `id`', remainingMs)) ?? []
    this.#aggregatorId = row?.id ?? null
  }

  /** The server may not know the variable: that is its answer, not a fault. */
  async #tolerant(sql: string, remainingMs: RemainingMs): Promise<readonly TextRow[] | null> {
    try {
      return await this.select(sql, 'setting up the session', remainingMs)
    } catch (error) {
      if (errnoOf(error) === undefined || this.#lost) throw error
      return null
    }
  }

  /** @throws StoreError */
  async select(sql: string, doing: string, remainingMs: RemainingMs): Promise<readonly TextRow[]> {
    const [rows] = await this.#run(this.#driver.query<RowDataPacket[]>(sql), doing, remainingMs)
    return Array.isArray(rows) ? (rows as TextRow[]) : []
  }

  /** @returns the number of affected rows. @throws StoreError */
  async execute(sql: string, doing: string, remainingMs: RemainingMs): Promise<number> {
    const [result] = await this.#run(this.#driver.query(sql), doing, remainingMs)
    return 'affectedRows' in result ? result.affectedRows : 0
  }

  /**
   * Streams rows into a LOAD DATA LOCAL statement.
   * @param chunks non-empty; must end, never throw: the driver would report either as the end of the file
   * @returns the number of rows the server counted. @throws StoreError
   */
  async load(
    sql: string,
    chunks: AsyncIterable<Buffer>,
    doing: string,
    remainingMs: RemainingMs,
  ): Promise<number> {
    const release = releaseListeners(this.#driver)
    const startedAt = this.#now()
    const query = this.#driver.query({
      sql,
      infileStreamFactory: () => Readable.from(this.#counted(chunks), { objectMode: false }),
    })
    try {
      const [result] = await this.#run(query, doing, remainingMs)
      return 'affectedRows' in result ? result.affectedRows : 0
    } finally {
      this.#tally.loadMs += this.#now() - startedAt
      release()
    }
  }

  async *#counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of chunks) {
      this.#tally.loadedBytes += chunk.length
      yield chunk
    }
  }

  /** @throws StoreError; then the outcome is unknown */
  async commit(remainingMs: RemainingMs): Promise<void> {
    const startedAt = this.#now()
    try {
      await this.execute('COMMIT', 'committing', remainingMs)
    } finally {
      this.#tally.commitMs += this.#now() - startedAt
    }
  }

  /** Whether the connection still answers; asked before it is used again after a pause. */
  async answers(remainingMs: RemainingMs): Promise<boolean> {
    if (this.#lost) return false
    try {
      await this.#run(this.#driver.ping(), 'checking the connection', remainingMs)
      return true
    } catch {
      this.destroy()
      return false
    }
  }

  destroy(): void {
    this.#lost = true
    this.#driver.destroy()
  }

  async #run<T>(statement: Promise<T>, doing: string, remainingMs: RemainingMs): Promise<T> {
    const boundMs = remainingMs()
    let timer: NodeJS.Timeout | undefined
    const bound = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(outOfTime(doing, boundMs)), Math.max(0, boundMs))
    })
    try {
      return await Promise.race([statement, bound])
    } catch (error) {
      const failure = toStoreError(error, doing)
      this.#failing ||= failure.code === 'ERR_DEADLINE' || blamesServer(error)
      if (failure.code === 'ERR_DEADLINE') {
        // The driver will reject it once the connection is destroyed; nobody is waiting any more.
        statement.catch(() => undefined)
        await this.#abandon()
      } else if (consequenceOf(error) === 'reconnect') {
        this.destroy()
      }
      throw failure
    } finally {
      this.#usedAt = this.#now()
      clearTimeout(timer)
    }
  }

  /** A ROLLBACK would only queue behind the blocked statement: end it from another connection. */
  async #abandon(): Promise<void> {
    const threadId = this.#driver.threadId
    this.destroy()
    const kill = createConnection(
      driverOptions(this.#settings, this.#address, KILL_TIMEOUT_MS),
    ).then(async (other) => {
      other.on('error', () => undefined)
      try {
        await other.query(`KILL QUERY ${threadId} ${this.#aggregatorId ?? ''}`.trim())
      } finally {
        other.destroy()
      }
    })
    // Best effort: the server may have ended it already, or be out of reach.
    await Promise.race([kill.catch(() => undefined), pause(KILL_TIMEOUT_MS)])
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}

function outOfTime(doing: string, boundMs: number): StoreError {
  return new StoreError(
    'ERR_DEADLINE',
    `While ${doing}: no answer within the ${Math.max(0, Math.round(boundMs))} ms that were left to this invocation. ` +
      'The transaction is abandoned and the server rolls it back.',
    { transient: false },
  )
}
