import { Connection, type RemainingMs } from '../../singlestore/session/connection.ts'
import type { Address, ConnectionSettings } from '../../singlestore/session/connection-settings.ts'

const MOST_UNANSWERED = 2

/** One aggregator, logged in to. */
export class Server {
  readonly settings: ConnectionSettings
  readonly address: Address
  readonly #now: () => number
  #connection: Connection
  #unanswered = 0

  constructor(
    settings: ConnectionSettings,
    address: Address,
    now: () => number,
    connection: Connection,
  ) {
    this.settings = settings
    this.address = address
    this.#now = now
    this.#connection = connection
  }

  /** The connection, or a new one where a statement that outlived its bound has cost the last. @throws StoreError */
  async connection(remainingMs: RemainingMs): Promise<Connection> {
    if (this.#connection.lost) {
      const { settings, address } = this
      this.#connection = await Connection.open(settings, address, this.#now, remainingMs)
    }
    return this.#connection
  }

  /** Whether it left the last statements without an answer: nobody is to wait for the next one. */
  get isSilent(): boolean {
    return this.#unanswered >= MOST_UNANSWERED
  }

  /** @param answered an error of the server's is an answer, too */
  heard(answered: boolean): void {
    this.#unanswered = answered ? 0 : this.#unanswered + 1
  }

  close(): void {
    this.#connection.destroy()
  }
}
