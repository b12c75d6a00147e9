import type { Address } from './connection-settings.ts'

/** How long an endpoint that failed is passed over while there is another. */
const AVOIDED_MS = 30_000

export interface Clock {
  /** Wall clock in milliseconds; a monotonic one stands still while the container is frozen. */
  readonly now: () => number
  /** From 0 to below 1. */
  readonly random: () => number
}

/** Which endpoint to try next: any at random, but one that failed lately only when nothing else is left. */
export class EndpointChoice {
  readonly #clock: Clock
  readonly #failedAt = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Remembers that it failed just now. */
  avoid(address: Address): void {
    this.#failedAt.set(formatAddress(address), this.#clock.now())
  }

  isAvoided(address: Address): boolean {
    return this.#clock.now() - this.#failed(address) < AVOIDED_MS
  }

  /** All of them, in the order to try: those that are not avoided at random, then the others, the longest ago first. */
  order(addresses: readonly Address[]): readonly Address[] {
    const draws = new Map(addresses.map((address) => [address, this.#clock.random()]))
    const rank = (address: Address) => (this.isAvoided(address) ? this.#failed(address) : 0)
    return addresses.toSorted(
      (a, b) => rank(a) - rank(b) || (draws.get(a) ?? 0) - (draws.get(b) ?? 0),
    )
  }

  #failed(address: Address): number {
    return this.#failedAt.get(formatAddress(address)) ?? Number.NEGATIVE_INFINITY
  }
}

export function isSame(a: Address, b: Address): boolean {
  return a.host === b.host && a.port === b.port
}

/** `host:port`, an IPv6 address in brackets, as an endpoint is configured. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
