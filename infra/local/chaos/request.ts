import type { FaultRule } from '../stand-in/faults.ts'

/** What a run is to do. */
export interface ChaosRequest {
  /** Records to produce, at most. */
  readonly records: number
  /** No fault is injected and nothing more produced after so long; what is produced is then delivered in peace. */
  readonly limitMs: number
  readonly seed: number
  readonly weakened?: Weakened
}

/** Takes away what the promise rests on, to see that the check notices. */
export interface Weakened {
  /** Only these topics. */
  readonly topics: readonly string[]
  /** `off`: written at least once; nobody looks after a ledger then. */
  readonly ledger: 'on' | 'off'
  /** Faults that strike throughout the run. */
  readonly rules: readonly FaultRule[]
}
