/** What is done to a run; each counts only where it really struck. */
export const faultKinds = [
  'kill -9',
  'kill -9, connection lingers',
  'connection cut before COMMIT',
  'connection cut after COMMIT',
  'connection cut elsewhere',
  'connection lingers',
  'error 1205',
  'error 1213',
  'error 1290',
  'error 1712',
  'error 2013',
  'outage',
  'delay',
  'delay past the deadline',
  'timeout',
  'database restart',
  'duplicate invocation',
  'overlapping invocation',
  'old event again',
  'halved batch',
  'partial answer',
  'other boundaries',
  'rebalance',
  'offset commit refused',
  'failed batch redriven',
  'dead letters redriven',
  'compaction',
] as const

export type FaultKind = (typeof faultKinds)[number]

/** Counts what struck. */
export class FaultCounts {
  readonly #counts = new Map<FaultKind, number>()

  add(kind: FaultKind): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1)
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0)
  }

  /** In the order of the kinds, those that struck. */
  get byKind(): Readonly<Partial<Record<FaultKind, number>>> {
    return Object.fromEntries(
      faultKinds.flatMap((kind) => {
        const count = this.#counts.get(kind)
        return count === undefined ? [] : [[kind, count]]
      }),
    )
  }
}
