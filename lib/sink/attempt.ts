import type { Span } from '../kafka/span.ts'
import type { Connection, RemainingMs } from '../singlestore/session/connection.ts'
import type { BadRecords } from './bad-records.ts'
import type { Filtered } from './filtered.ts'
import type { Lessons } from './lessons.ts'
import type { SinkParts } from './sink-parts.ts'

/** One try of an invocation: what it works with. */
export interface Attempt {
  readonly parts: SinkParts
  readonly lessons: Lessons
  readonly bad: BadRecords
  readonly remainingMs: RemainingMs
}

/** What one try is to commit; the tables it needs are prepared. */
export interface Work {
  readonly spans: readonly Span[]
  /** Records that are committed already. */
  readonly repeated: number
  /** The tables that are written. */
  readonly tables: readonly string[]
  /** The records that write no row; complete once the work is written. */
  readonly filtered: Filtered
  /** Writes it, inside the transaction. @throws FaultFound, RefusedLoadError, StoreError */
  readonly write: (connection: Connection) => Promise<void>
}

/** Ends a transaction that came upon a new fault; the next try leaves out what stands behind it. */
export class FaultFound extends Error {}
