import { HttpExchange } from './http-exchange.ts'
import type { RegistryAccess, RegistryAccessSource } from './registry-access.ts'

/** One reading of the access, with the connections that it opened. */
export interface RegistrySession {
  readonly access: RegistryAccess
  readonly exchange: HttpExchange
}

/** Holds the session of the container; the secret behind it is read once, and again only when the registry refuses it. */
export class RegistrySessions {
  readonly #source: RegistryAccessSource
  #current: RegistrySession | null = null
  #pending: Promise<RegistrySession> | null = null

  constructor(source: RegistryAccessSource) {
    this.#source = source
  }

  /** @throws ConfigError, StoreError (the secret) */
  async current(): Promise<RegistrySession> {
    return this.#pending ?? this.#current ?? this.#read(false)
  }

  /**
   * The session to try after `refused` was: null where reading the secret again gives nothing new. Requests that were
   * refused together share one reading.
   * @throws ConfigError, StoreError (the secret)
   */
  async renewed(refused: RegistrySession): Promise<RegistrySession | null> {
    if (this.#pending === null && this.#current !== refused) return this.current()
    const session = await (this.#pending ?? this.#read(true))
    return session.access === refused.access ? null : session
  }

  #read(fresh: boolean): Promise<RegistrySession> {
    const reading = this.#source(fresh).then((access) => this.#open(access))
    this.#pending = reading
    const settle = () => {
      if (this.#pending === reading) this.#pending = null
    }
    reading.then(settle, settle)
    return reading
  }

  #open(access: RegistryAccess): RegistrySession {
    if (this.#current?.access === access) return this.#current
    this.#current?.exchange.close()
    this.#current = { access, exchange: new HttpExchange(access) }
    return this.#current
  }
}
