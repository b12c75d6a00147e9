import type { FaultCounts } from '../faults/fault-kind.ts'

/** Where a run stands, and whether its time for faults is over. */
export class Progress {
  readonly #counts: FaultCounts
  readonly #deadlineMs: number
  readonly #show: (text: string) => void
  readonly #total: number
  #delivered = 0
  #invocations = 0

  /** @param total records, infinite where only time is limited */
  constructor(
    counts: FaultCounts,
    limits: { readonly total: number; readonly limitMs: number },
    show: (text: string) => void,
  ) {
    this.#counts = counts
    this.#total = limits.total
    this.#deadlineMs = performance.now() + limits.limitMs
    this.#show = show
  }

  /** The time is up: no further faults, and nothing more is produced. */
  get inPeace(): boolean {
    return performance.now() > this.#deadlineMs
  }

  get invocations(): number {
    return this.#invocations
  }

  invocation(): void {
    this.#invocations += 1
    this.#tell()
  }

  delivered(records: number): void {
    this.#delivered += records
    this.#tell()
  }

  #tell(): void {
    const number = (count: number): string => count.toLocaleString('en')
    const of = Number.isFinite(this.#total) ? ` of ${number(this.#total)}` : ''
    this.#show(
      `${number(this.#delivered)}${of} records, ${number(this.#invocations)} invocations, ${number(this.#counts.total)} faults`,
    )
  }
}
