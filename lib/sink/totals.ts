/** What became of the records of one event; `delivered` is the sum of the others. */
export interface Totals {
  readonly delivered: number
  readonly written: number
  /** Deletes, which the sink does not apply: accounted for in the ledger, no row. */
  readonly filtered: number
  /** Committed by an earlier delivery. */
  readonly repeated: number
  readonly deadLettered: number
  /** Left for redelivery, from the first bad record of a topic-partition on. */
  readonly held: number
}
