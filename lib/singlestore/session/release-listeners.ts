import type { EventEmitter } from 'node:events'
import type { Connection as Driver } from 'mysql2/promise'

/**
 * The driver adds listeners to its socket for each local file, and leaves them there when the server refuses the load:
 * a warm container would gather them.
 * @returns removes those that were added since
 */
export function releaseListeners(driver: Driver): () => void {
  const { stream } = (
    driver as unknown as { readonly connection: { readonly stream: EventEmitter } }
  ).connection
  const before = ['pause', 'drain'].map((event) => [event, stream.listeners(event)] as const)
  return () => {
    for (const [event, known] of before) {
      for (const listener of stream.listeners(event)) {
        if (!known.includes(listener)) stream.off(event, listener as () => void)
      }
    }
  }
}
