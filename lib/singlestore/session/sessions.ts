import { StoreError } from '../../errors.ts'
import { Connection, type RemainingMs } from './connection.ts'
import type { Address, ConnectionSettings, SettingsSource } from './connection-settings.ts'

/** After this long a pause the container may have been frozen, and its socket dead without a sign. */
const IDLE_MS = 3_000
const CHECK_MS = 2_000

interface Held {
  readonly connection: Connection
  readonly address: Address
}

interface Clock {
  /** Wall clock in milliseconds; a monotonic one stands still while the container is frozen. */
  readonly now: () => number
  /** From 0 to below 1. */
  readonly random: () => number
}

/** The container's connections: they live as long as it does, and serve one invocation at a time. */
export class Sessions {
  readonly #settings: SettingsSource
  readonly #clock: Clock
  #held: readonly Held[] = []

  constructor(settings: SettingsSource, clock: Clock) {
    this.#settings = settings
    this.#clock = clock
  }

  /** For data: any aggregator will do. @throws StoreError, ConfigError */
  async dml(remainingMs: RemainingMs): Promise<Connection> {
    const { dml } = (await this.#settings(false)).endpoints
    const known = this.#held.find(({ address }) => dml.some((other) => same(other, address)))
    const address = known?.address ?? dml[Math.floor(this.#clock.random() * dml.length)]
    if (address === undefined) throw new RangeError('There is no endpoint for data.')
    return await this.#to(address, remainingMs)
  }

  /** For DDL and reference tables: the master aggregator. @throws StoreError, ConfigError */
  async ddl(remainingMs: RemainingMs): Promise<Connection> {
    return await this.#to((await this.#settings(false)).endpoints.ddl, remainingMs)
  }

  /** Whether data and DDL may go to different aggregators. */
  async apart(): Promise<boolean> {
    const { ddl, dml } = (await this.#settings(false)).endpoints
    return dml.some((address) => !same(address, ddl))
  }

  async database(): Promise<string> {
    return (await this.#settings(false)).database
  }

  /** Closes all connections; the next use opens new ones. */
  discard(): void {
    for (const { connection } of this.#held) connection.destroy()
    this.#held = []
  }

  async #to(address: Address, remainingMs: RemainingMs): Promise<Connection> {
    const held = this.#held.find((other) => same(other.address, address))
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
      return await Connection.open(settings, address, this.#clock.now, remainingMs)
    } catch (error) {
      if (!(error instanceof StoreError && error.errno === 1045)) throw error
      const renewed = await this.#renewed(settings, error)
      return await Connection.open(renewed, address, this.#clock.now, remainingMs)
    }
  }

  /** The password may have been rotated since the secret was read: once more, then it is wrong. */
  async #renewed(refused: ConnectionSettings, error: StoreError): Promise<ConnectionSettings> {
    const fresh = await this.#settings(true)
    if (fresh.user === refused.user && fresh.password === refused.password) throw error
    return fresh
  }
}

function same(a: Address, b: Address): boolean {
  return a.host === b.host && a.port === b.port
}
