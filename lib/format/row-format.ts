import type { DecodedRow, Schema } from '../schema.ts'
import type { FormatRecord } from './record-format.ts'

/** Records that Debezium writes for itself and for those who follow it. */
export type OwnRecord = 'schema-change' | 'heartbeat' | 'transaction' | 'notification'

/**
 * Why a record writes no row though nothing is wrong with it: a delete in any of its shapes, a truncation, a logical
 * message of PostgreSQL, or one of the records that Debezium keeps for itself.
 */
export type FilterReason = 'delete' | 'truncate' | 'message' | OwnRecord

/** Turns records into the rows they ask for: the change events of Debezium and deletes are understood here. */
export interface RowFormat {
  /** @throws StoreError as RecordFormat's */
  prepare(records: readonly FormatRecord[], remainingMs: () => number): Promise<void>

  /**
   * The schema of the row, as far as it can be told without decoding; null where there is none. That a record writes no
   * row may show only when it is decoded.
   * @throws RecordError, EventError
   */
  peek(record: FormatRecord): Schema | FilterReason | null

  /** @throws RecordError, EventError */
  decode(record: FormatRecord): DecodedRow | FilterReason

  /**
   * The row as it was before a delete, as far as the record tells; null where it tells nothing. Some members may be null
   * though they were not: PostgreSQL often tells the key alone.
   * @throws RecordError, EventError
   */
  before(record: FormatRecord): DecodedRow | null
}
