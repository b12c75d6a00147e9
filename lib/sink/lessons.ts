import type { RecordError } from '../errors.ts'
import type { FilterReason } from '../format/row-format.ts'
import type { Batch, KafkaRecord } from '../kafka/record.ts'
import type { Remainder } from '../kafka/subtract.ts'
import type { Stage } from '../singlestore/dead-letter/dead-letter.ts'
import { PartitionFaults } from './partition-faults.ts'
import type { Totals } from './totals.ts'

/** What a transaction came to. */
export interface Result {
  readonly totals: Totals
  readonly tables: readonly string[]
}

export interface KnownBad {
  readonly error: RecordError
  readonly stage: Stage
}

/** What one try of an invocation learns for the next one. */
export class Lessons {
  readonly faults = new PartitionFaults()
  /** Records that are known to be bad before they are read again. */
  readonly known = new Map<KafkaRecord, KnownBad>()
  /** Records that are known to write no row before their table is asked for, and why. */
  readonly filtered = new Map<KafkaRecord, FilterReason>()
  /** Batches whose claim is blocked, put off until the others are committed. */
  readonly deferred = new Set<Batch>()
  /** The catalog was read again after a refusal. */
  refreshed = false
  /** A claim for several topic-partitions waited in vain: claim them one by one. */
  oneByOne = false
  /** A commit whose outcome the ledger has yet to tell. */
  unsettled: Result | null = null
  /** Further tries after a failure or a claim that was taken. */
  tries = 0
  /** Tries that failed, claims that were taken left out. */
  retries = 0
  /** Claims that another transaction took first: no failure, and no reason to give up. */
  taken = 0
  /** What the ledger left of the event when it was asked first; null before. */
  remainders: readonly Remainder[] | null = null
}
