import type { DeliveredSchema } from '../schema/delivered-schema.ts'
import type { Decoded, Schema } from '../schema.ts'

/** Which half of a Kafka record a format reads. */
export type Part = 'key' | 'value'

/** What a format sees of a Kafka record. Key and value are base64, null where there is none. */
export interface FormatRecord {
  readonly topic: string
  readonly key: string | null
  readonly value: string | null
  readonly headers: readonly { readonly name: string; readonly value: Uint8Array | null }[]
  readonly keySchema: DeliveredSchema | null
  readonly valueSchema: DeliveredSchema | null
}

/** Turns one part of a record into a value with its schema; made once, it remembers schemas while the container lives. */
export interface RecordFormat {
  /**
   * Fetches and compiles the schemas that these records name and that are not known yet; without such, nothing is awaited.
   * A schema that does not exist, or cannot be read, is the fault of its records: `peek` and `decode` throw it.
   * @throws StoreError where a registry cannot be reached or refuses the login
   */
  prepare(records: readonly FormatRecord[], remainingMs: () => number): Promise<void>

  /**
   * The schema without decoding more than it takes; the same schema comes back as the same object. Null where there is
   * none. The part must not be null, and the record must have been prepared.
   * @throws RecordError, EventError
   */
  peek(record: FormatRecord): Schema | null

  /** @throws RecordError, EventError as `peek` */
  decode(record: FormatRecord): Decoded
}
