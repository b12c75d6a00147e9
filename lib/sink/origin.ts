import type { RecordFormat } from '../format/record-format.ts'
import type { KafkaRecord } from '../kafka/record.ts'
import type { Decoded, Schema } from '../schema.ts'
import type { RowOrigin } from '../table/row-origin.ts'
import type { SinkParts } from './sink-parts.ts'

type OriginParts = Pick<SinkParts, 'mapping' | 'keyFormat'>

/**
 * Reads what rows take from their record beside its value; null where they take nothing.
 * The reader throws RecordError for a key that cannot be read, EventError for one that is no base64.
 */
export function originReader({
  mapping,
  keyFormat,
}: OriginParts): ((record: KafkaRecord) => RowOrigin) | null {
  if (keyFormat === null && mapping.extraColumns.length === 0) return null
  return (record) => ({ record, key: readKey(record, keyFormat) })
}

/** Null where the record has no key, or nothing reads it. @throws RecordError, EventError */
export function readKey(record: KafkaRecord, keyFormat: RecordFormat | null): Decoded | null {
  return keyFormat === null || record.key === null ? null : keyFormat.decode(record)
}

/** The schema of what `readKey` gives, as far as it can be told without decoding. @throws RecordError, EventError */
export function peekKey(record: KafkaRecord, keyFormat: RecordFormat | null): Schema | null {
  return keyFormat === null || record.key === null ? null : keyFormat.peek(record)
}
