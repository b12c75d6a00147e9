import type { Decoded, Schema } from '../../schema.ts'

/** How a record's value is read, by name; the values of `SINK_VALUE_FORMAT`. */
export type ValueFormat = 'auto' | 'connect-json' | 'json' | 'string' | 'bytes'

/** Turns the base64 text of a key or value, which carries its schema or has none, into a value with its schema. */
export interface Format {
  /**
   * Finds the schema without decoding the payload where it can; the same schema comes back as the same object.
   * Null where the value carries none.
   * @throws RecordError `ERR_RECORD_UNDECODABLE` or `ERR_RECORD_SCHEMA`; EventError where the text is no base64
   */
  peek(base64: string): Schema | null

  /** @throws RecordError, EventError as `peek` */
  decode(base64: string): Decoded
}
