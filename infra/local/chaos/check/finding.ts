/** `lost`: not what it had to become; `duplicated`: more than that; `uncovered`: the ledger does not account for it, or wrongly. */
export type FindingKind = 'lost' | 'duplicated' | 'uncovered'

/** One broken promise, by coordinates. */
export interface Finding {
  readonly kind: FindingKind
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly why: string
}
