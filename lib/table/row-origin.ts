import type { KafkaRecord } from '../kafka/record.ts'
import type { Decoded } from '../schema.ts'

/** The record that a row is made of, for columns that its value does not fill. */
export interface RowOrigin {
  readonly record: KafkaRecord
  /** Null where the record has no key, or nothing reads it. */
  readonly key: Decoded | null
}
