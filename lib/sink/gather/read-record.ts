import type { FilterReason } from '../../format/row-format.ts'
import type { KafkaRecord } from '../../kafka/record.ts'
import type { Decoded, DecodedRow } from '../../schema.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import { readKey } from '../origin.ts'
import type { SinkParts } from '../sink-parts.ts'

/** One thing that a record asks for. */
export type Reading =
  | {
      readonly kind: 'write'
      /** That picks the table, where no field of the row does. */
      readonly topic: string
      readonly row: DecodedRow
      readonly key: Decoded | null
    }
  | {
      readonly kind: 'delete'
      readonly topic: string
      /** The row as it was, as far as the record tells. */
      readonly before: DecodedRow | null
      readonly key: Decoded | null
    }
  | { readonly kind: 'truncate'; readonly topic: string }

/** The schemas of what a row is made of. */
export function schemasOf({ row, key }: Reading & { readonly kind: 'write' }): RowSchemas {
  return { value: row.schema, key: key?.schema ?? null }
}

type ReadingParts = Pick<SinkParts, 'format' | 'keyFormat' | 'changes'>

/**
 * Reads all that a record asks for; the reason where that is nothing.
 * @throws RecordError, EventError
 */
export function readRecord(
  record: KafkaRecord,
  { format, keyFormat, changes }: ReadingParts,
): readonly Reading[] | FilterReason {
  const { topic } = record
  const asked = format.decode(record)
  if (typeof asked === 'object') {
    return [{ kind: 'write', topic, row: asked, key: readKey(record, keyFormat) }]
  }
  if (asked === 'delete' && changes.deletes) {
    const before = format.before(record)
    return [{ kind: 'delete', topic, before, key: readKey(record, keyFormat) }]
  }
  if (asked === 'truncate' && changes.truncates) return [{ kind: 'truncate', topic }]
  return asked
}
