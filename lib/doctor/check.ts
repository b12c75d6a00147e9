/** What a check came to. */
export type CheckOutcome =
  | 'passed'
  /** Works, but should be mended. */
  | 'warned'
  | 'failed'
  /** Could not be made: an earlier one failed, or the configuration does not ask for it. */
  | 'skipped'

/** One thing that the doctor looked at. */
export interface Check {
  /** Two or three words, such as `TCP to the DDL endpoint`. */
  readonly name: string
  /** One sentence: what was done, with hosts, ports, names; never a password. */
  readonly did: string
  readonly outcome: CheckOutcome
  /** One sentence: what came of it. */
  readonly found: string
  /** What to do; null where there is nothing to. */
  readonly mend: string | null
  readonly durationMs: number
}

/** The whole of a visit. */
export interface Diagnosis {
  /** No check failed. */
  readonly healthy: boolean
  readonly checks: readonly Check[]
}
