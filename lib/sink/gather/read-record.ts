import { RecordError } from '../../errors.ts'
import type { FilterReason } from '../../format/row-format.ts'
import type { KafkaRecord } from '../../kafka/record.ts'
import type { Decoded } from '../../schema.ts'
import { readsKey } from '../../table/mapping-rules.ts'
import type { Reading, WriteReading } from '../../table/reading.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import { readKey } from '../origin.ts'
import type { SinkParts } from '../sink-parts.ts'

/** The schemas of what a row is made of. */
export function schemasOf({ row, key }: WriteReading): RowSchemas {
  return { value: row.schema, key: key?.schema ?? null }
}

type ReadingParts = Pick<SinkParts, 'format' | 'keyFormat' | 'mapping' | 'changes' | 'transform'>

/**
 * Reads all that a record asks for; the reason where that is nothing.
 * @throws RecordError, EventError
 */
export function readRecord(
  record: KafkaRecord,
  parts: ReadingParts,
): readonly Reading[] | FilterReason {
  const { format, keyFormat, changes, transform } = parts
  const { topic } = record
  const asked = format.decode(record)
  if (typeof asked === 'object') {
    return [{ kind: 'write', topic, row: asked, key: keyOfWrite(record, parts) }]
  }
  // A transform may make something else of a delete.
  if (asked === 'delete' && (changes.deletes || transform !== null)) {
    const before = format.before(record)
    return [{ kind: 'delete', topic, before, key: readKey(record, keyFormat) }]
  }
  if (asked === 'truncate' && changes.truncates) return [{ kind: 'truncate', topic }]
  return asked
}

/**
 * Null also for a key that cannot be read where only a table that is to be created would ask for its members: rows carry
 * their keys themselves, and plain text in the keys of a topic is no reason to refuse them.
 */
function keyOfWrite(
  record: KafkaRecord,
  { keyFormat, mapping, transform }: ReadingParts,
): Decoded | null {
  if (readsKey(mapping) || transform !== null) return readKey(record, keyFormat)
  try {
    return readKey(record, keyFormat)
  } catch (error) {
    if (error instanceof RecordError) return null
    throw error
  }
}
