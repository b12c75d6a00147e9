import type { FilterReason } from '../../format/row-format.ts'
import type { KafkaRecord } from '../../kafka/record.ts'
import type { Reading, WriteReading } from '../../table/reading.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import { readKey } from '../origin.ts'
import type { SinkParts } from '../sink-parts.ts'

/** The schemas of what a row is made of. */
export function schemasOf({ row, key }: WriteReading): RowSchemas {
  return { value: row.schema, key: key?.schema ?? null }
}

type ReadingParts = Pick<SinkParts, 'format' | 'keyFormat' | 'changes' | 'transform'>

/**
 * Reads all that a record asks for; the reason where that is nothing.
 * @throws RecordError, EventError
 */
export function readRecord(
  record: KafkaRecord,
  { format, keyFormat, changes, transform }: ReadingParts,
): readonly Reading[] | FilterReason {
  const { topic } = record
  const asked = format.decode(record)
  if (typeof asked === 'object') {
    return [{ kind: 'write', topic, row: asked, key: readKey(record, keyFormat) }]
  }
  // A transform may make something else of a delete.
  if (asked === 'delete' && (changes.deletes || transform !== null)) {
    const before = format.before(record)
    return [{ kind: 'delete', topic, before, key: readKey(record, keyFormat) }]
  }
  if (asked === 'truncate' && changes.truncates) return [{ kind: 'truncate', topic }]
  return asked
}
