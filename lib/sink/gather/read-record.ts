import { RecordError } from '../../errors.ts'
import { keyAsItIs } from '../../format/key-as-it-is.ts'
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
  const { format, changes, transform } = parts
  const { topic } = record
  const asked = format.decode(record)
  if (typeof asked === 'object') {
    return [{ kind: 'write', topic, row: asked, key: keyOf(record, 'write', parts) }]
  }
  // A transform may make something else of a delete.
  if (asked === 'delete' && (changes.deletes || transform !== null)) {
    const before = format.before(record)
    return [{ kind: 'delete', topic, before, key: keyOf(record, 'delete', parts) }]
  }
  if (asked === 'truncate' && changes.truncates) return [{ kind: 'truncate', topic }]
  return asked
}

/**
 * A key that cannot be read is no reason to refuse a row that carries its own: it is null where only a table that is to be
 * created would ask for its members, and as it is where a transform may look at it.
 */
function keyOf(
  record: KafkaRecord,
  kind: 'write' | 'delete',
  { keyFormat, mapping, changes, transform }: ReadingParts,
): Decoded | null {
  const isNeeded = readsKey(mapping) || (kind === 'delete' && changes.deletes)
  try {
    return readKey(record, keyFormat)
  } catch (error) {
    if (isNeeded || !(error instanceof RecordError)) throw error
    return transform === null ? null : keyAsItIs(record.key ?? '')
  }
}
