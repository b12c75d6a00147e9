import { StoreError } from '../../errors.ts'
import { newTally } from '../tally.ts'
import { Connection, type RemainingMs } from './connection.ts'
import type { Address, ConnectionSettings, SettingsSource } from './connection-settings.ts'
import { type Clock, EndpointChoice, formatAddress, isSame } from './endpoint-choice.ts'

/** After this long a pause the container may have been frozen, and its socket dead without a sign. */
const IDLE_MS = 3_000
const CHECK_MS = 2_000

interface Held {
  readonly connection: Connection
  readonly address: Address
}

/** The container's connections: they live as long as it does, and serve one invocation at a time. */
export class Sessions {
  /** Grows with all that is done through these connections. */
  readonly tally = newTally()
  readonly #settings: SettingsSource
  readonly #clock: Clock
  readonly #choice: EndpointChoice
  #held: readonly Held[] = []
  /** The endpoints for data, as they were configured when they were asked for last. */
  #dml: readonly Address[] = []

  constructor(settings: SettingsSource, clock: Clock) {
    this.#settings = settings
    this.#clock = clock
    this.#choice = new EndpointChoice(clock)
  }

  /**
   * For data: any aggregator will do. One that cannot be reached gives way to the next within this call.
   * @throws StoreError, which names all endpoints where none can be reached; ConfigError
   */
  async dml(remainingMs: RemainingMs): Promise<Connection> {
    this.#dml = (await this.#settings(false)).endpoints.dml
    this.#leaveFailing()
    const order = this.#order()
    const failures: StoreError[] = []
    for (const [index, address] of order.entries()) {
      const othersMs = (remainingMs() * (order.length - index - 1)) / (order.length - index)
      try {
        return await this.#to(address, () => remainingMs() - othersMs)
      } catch (error) {
        if (!(error instanceof StoreError && error.transient)) throw error
        this.#choice.avoid(address)
        failures.push(error)
      }
    }
    throw unreachable(order, failures)
  }

  /** Whether the connection for data failed and an endpoint is left that has not: the next try need not wait. */
  get canFailOver(): boolean {
    const failing = this.#held.filter(({ connection }) => connection.failing)
    return this.#dml.some(
      (address) =>
        !this.#choice.isAvoided(address) &&
        failing.some((held) => this.#isForData(held.address) && !isSame(held.address, address)),
    )
  }

  /** For DDL and reference tables: the master aggregator. @throws StoreError, ConfigError */
  async ddl(remainingMs: RemainingMs): Promise<Connection> {
    return await this.#to((await this.#settings(false)).endpoints.ddl, remainingMs)
  }

  /** Whether data and DDL may go to different aggregators. */
  async apart(): Promise<boolean> {
    const { ddl, dml } = (await this.#settings(false)).endpoints
    return dml.some((address) => !isSame(address, ddl))
  }

  async database(): Promise<string> {
    return (await this.#settings(false)).database
  }

  /** Closes all connections; the next use opens new ones. */
  discard(): void {
    for (const { connection } of this.#held) connection.destroy()
    this.#held = []
  }

  /** One that is held comes first, so that a container keeps to its endpoint. */
  #order(): readonly Address[] {
    const held = this.#held.find(
      ({ address }) => this.#isForData(address) && !this.#choice.isAvoided(address),
    )
    const order = this.#choice.order(this.#dml)
    if (held === undefined) return order
    return [held.address, ...order.filter((address) => !isSame(address, held.address))]
  }

  /** A connection whose server is to blame for a fault makes room for another one's. */
  #leaveFailing(): void {
    if (this.#dml.length < 2) return
    for (const held of this.#held) {
      if (!held.connection.failing || !this.#isForData(held.address)) continue
      this.#choice.avoid(held.address)
      held.connection.destroy()
      this.#held = this.#held.filter((other) => other !== held)
    }
  }

  #isForData(address: Address): boolean {
    return this.#dml.some((other) => isSame(other, address))
  }

  async #to(address: Address, remainingMs: RemainingMs): Promise<Connection> {
    const held = this.#held.find((other) => isSame(other.address, address))
    if (held !== undefined) {
      const idleMs = this.#clock.now() - held.connection.usedAt
      const checkMs = () => Math.min(CHECK_MS, remainingMs())
      const usable =
        idleMs < IDLE_MS ? !held.connection.lost : await held.connection.answers(checkMs)
      if (usable) return held.connection
      held.connection.destroy()
      this.#held = this.#held.filter((other) => other !== held)
    }
    const connection = await this.#open(address, remainingMs)
    this.#held = [...this.#held, { connection, address }]
    return connection
  }

  async #open(address: Address, remainingMs: RemainingMs): Promise<Connection> {
    const settings = await this.#settings(false)
    try {
      return await Connection.open(settings, address, this.#clock.now, remainingMs, this.tally)
    } catch (error) {
      if (!(error instanceof StoreError && error.errno === 1045)) throw error
      const renewed = await this.#renewed(settings, error)
      return await Connection.open(renewed, address, this.#clock.now, remainingMs, this.tally)
    }
  }

  /** The password may have been rotated since the secret was read: once more, then it is wrong. */
  async #renewed(refused: ConnectionSettings, error: StoreError): Promise<ConnectionSettings> {
    const fresh = await this.#settings(true)
    if (fresh.user === refused.user && fresh.password === refused.password) throw error
    return fresh
  }
}

/** @param failures one for each endpoint, in this order */
function unreachable(endpoints: readonly Address[], failures: readonly StoreError[]): StoreError {
  const [only] = failures
  if (only !== undefined && endpoints.length === 1) return only
  const reasons = failures.map(({ message, cause }) =>
    cause instanceof Error ? cause.message : message,
  )
  const list = endpoints.map((address, index) => `${formatAddress(address)} (${reasons[index]})`)
  return new StoreError(
    'ERR_STORE_TRANSIENT',
    `None of the ${endpoints.length} endpoints for data can be reached: ${list.join(', ')}. Correct SINGLESTORE_DML_ENDPOINTS (connection.dmlEndpoints), or let the function reach them.`,
    { transient: true, errno: only?.errno, cause: only },
  )
}
