/** What the claim protocol stands on; a schedule can be run without any one of them. */
export interface Rules {
  /** The server refuses a second row with the sequence of a topic-partition, and makes an insert wait for an open one. */
  readonly uniqueKey: boolean
  /** A container reads the end of the ledger before it reads the ranges. */
  readonly tailBeforeRanges: boolean
  /** Compaction leaves rows alone that are younger than 24 hours. */
  readonly youngRowsStay: boolean
  /** Forgetting empties rows; without this rule it deletes them. */
  readonly forgettingVoids: boolean
  /** Compaction takes a sequence before it reads. */
  readonly compactionClaims: boolean
  /** Forgetting takes a sequence before it reads. */
  readonly forgettingClaims: boolean
  /** Adoption takes a sequence before it reads. */
  readonly adoptionClaims: boolean
  /** What a container remembers is trusted for 15 minutes. */
  readonly memoryExpires: boolean
  /** After a COMMIT without an answer the ledger is asked. */
  readonly unknownCommitsAreAsked: boolean
}

export const allRules: Rules = {
  uniqueKey: true,
  tailBeforeRanges: true,
  youngRowsStay: true,
  forgettingVoids: true,
  compactionClaims: true,
  forgettingClaims: true,
  adoptionClaims: true,
  memoryExpires: true,
  unknownCommitsAreAsked: true,
}
