import { constants } from 'node:os'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Remembers what must be closed at the end; the last opened is closed first. */
export type OnEnd = (close: () => Promise<unknown>) => void

/** Runs a command and closes what it opened: when it ends, when it fails, and when a signal ends it. */
export async function withCleanup<T>(work: (onEnd: OnEnd) => Promise<T>): Promise<T> {
  const closers: (() => Promise<unknown>)[] = []
  let closing: Promise<void> | null = null

  async function closeAll(): Promise<void> {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
      // One door that sticks must not keep the others open.
      await close().catch((error: unknown) => console.error(`While closing: ${String(error)}`))
    }
  }

  function onSignal(signal: (typeof SIGNALS)[number]): void {
    closing ??= closeAll()
    void closing.then(() => process.exit(128 + constants.signals[signal]))
  }

  for (const signal of SIGNALS) process.on(signal, onSignal)
  try {
    return await work((close) => closers.push(close))
  } finally {
    closing ??= closeAll()
    await closing
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
}
