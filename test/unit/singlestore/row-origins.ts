import type { KafkaRecord } from '../../../lib/kafka/record.ts'
import type { Decoded } from '../../../lib/schema.ts'
import type { RowOrigin } from '../../../lib/table/row-origin.ts'

const RECORD: KafkaRecord = {
  topic: 'orders',
  partition: 3,
  offset: 42,
  timestamp: 1_700_000_000_123,
  key: null,
  value: null,
  headers: [],
  keySchema: null,
  valueSchema: null,
}

/** What a row comes from: a record with this key. */
export function originOf(key: Decoded | null, parts: Partial<KafkaRecord> = {}): RowOrigin {
  return { record: { ...RECORD, ...parts }, key }
}
