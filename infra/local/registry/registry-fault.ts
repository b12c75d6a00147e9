/** What the registry does instead of answering. */
export type RegistryFault =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      /** Sent as it is: it need not be JSON. */
      readonly body?: string | Buffer
    }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'cut'; readonly after: 'request' | 'headers' }

/** Faults that wait for the requests to come, first in, first out. */
export class FaultQueue {
  readonly #waiting: RegistryFault[] = []

  add(fault: RegistryFault, times = 1): void {
    for (let count = 0; count < times; count++) this.#waiting.push(fault)
  }

  next(): RegistryFault | null {
    return this.#waiting.shift() ?? null
  }

  clear(): void {
    this.#waiting.length = 0
  }
}
