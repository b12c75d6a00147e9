import type { CommittedRange } from '../../../lib/kafka/committed-range.ts'
import type { Claim, Tail } from '../../../lib/singlestore/ledger/claim.ts'

/** A row of the ledger, as far as the protocol looks at it. */
export interface LedgerRow {
  readonly partition: number
  readonly sequence: number
  /** Null in a row that is voided, and in one that maintenance claimed. */
  readonly range: CommittedRange | null
  readonly highOffset: number
  /** The server's clock in milliseconds. */
  readonly createdAt: number
}

export function rowOfClaim(claim: Claim, createdAt: number): LedgerRow {
  const { span, sequence, highOffset } = claim
  const { firstTimestamp, lastTimestamp, minTimestamp, maxTimestamp } = claim
  return {
    partition: span.partition,
    sequence,
    highOffset,
    createdAt,
    range: {
      first: span.first,
      last: span.last,
      records: span.records.length,
      firstTimestamp,
      lastTimestamp,
      minTimestamp,
      maxTimestamp,
    },
  }
}

/** The row with which maintenance makes everybody read again who remembers the ledger. */
export function rowOfMaintenance(partition: number, tail: Tail, createdAt: number): LedgerRow {
  return {
    partition,
    sequence: tail.sequence + 1,
    highOffset: tail.highOffset,
    createdAt,
    range: null,
  }
}
