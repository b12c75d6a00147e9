import type { Backend } from './backend.ts'

/** How far the clock of all sessions of one proxy runs ahead of the machine's. */
export interface Clock {
  offsetMs: number
}

/** A statement that asks about the one before it: nothing may come between them. */
const LOOKS_BACK = /^SHOW\b/i

/** The time of one session behind the proxy: CURRENT_TIMESTAMP, NOW() and the defaults of columns. */
export class SessionTime {
  readonly #clock: Readonly<Clock>
  #told = false

  constructor(clock: Readonly<Clock>) {
    this.#clock = clock
  }

  /** Sets the session to the proxy's clock, for the statement that comes next. */
  async tell(backend: Backend, sql: string): Promise<void> {
    const { offsetMs } = this.#clock
    if ((offsetMs === 0 && !this.#told) || LOOKS_BACK.test(sql)) return
    const time = offsetMs === 0 ? 'DEFAULT' : ((Date.now() + offsetMs) / 1000).toFixed(3)
    await backend.ask(`SET timestamp = ${time}`)
    this.#told = offsetMs !== 0
  }
}
