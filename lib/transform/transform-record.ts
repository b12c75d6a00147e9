import type { Header } from '../kafka/record.ts'
import type { Schema } from '../schema.ts'
import type { PlainRow, PlainValue } from './plain-value.ts'

/** A record as a transform takes and gives it. */
export interface TransformRecord<Value = PlainRow, Key = PlainValue> {
  /** Picks the table, as configured; a transform may give another. */
  readonly topic: string
  /** Where the record comes from. Other numbers change nothing. */
  readonly partition: number
  readonly offset: number
  /** Milliseconds since the epoch; -1 where the broker has none. */
  readonly timestamp: number
  readonly headers: readonly Header[]
  /** As SINK_KEY_FORMAT reads it; null where the record has none. */
  readonly key: Key | null
  readonly keySchema: Schema | null
  /**
   * The row that is written: of Debezium's change events what stands in `after`. Of a delete, the row as it was, as far as
   * the record tells; null where it tells nothing.
   */
  readonly value: Value | null
  /** What `value` is checked against; null where it is JSON without a schema. */
  readonly schema: Schema | null
  /** Whether the row is deleted: a tombstone, or a delete of Debezium. */
  readonly delete: boolean
}

/**
 * Makes of a record the records that are written in its place; null or none drops it. Synchronous, and pure: a batch that is
 * tried again is transformed again.
 */
export type Transform<Value = PlainRow, Key = PlainValue> = (
  record: TransformRecord<Value, Key>,
) => TransformRecord<unknown, unknown> | readonly TransformRecord<unknown, unknown>[] | null
