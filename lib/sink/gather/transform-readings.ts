import type { FilterReason } from '../../format/row-format.ts'
import type { KafkaRecord } from '../../kafka/record.ts'
import type { Reading } from '../../table/reading.ts'
import type { SinkParts } from '../sink-parts.ts'

type TransformingParts = Pick<SinkParts, 'changes' | 'transform'>

/**
 * Lets the user's transform decide what is done in place of what a record asks for; nothing is where it drops the record.
 * Truncations ask for no row: they are not its business.
 * @returns the reason where deletes, which are not applied, are all that is left
 * @throws RecordError, ConfigError
 */
export function transformReadings(
  record: KafkaRecord,
  readings: readonly Reading[],
  { changes, transform }: TransformingParts,
): readonly Reading[] | FilterReason {
  if (transform === null) return readings
  const asked = readings.flatMap((reading): readonly Reading[] =>
    reading.kind === 'truncate' ? [reading] : transform(record, reading),
  )
  if (changes.deletes) return asked
  const applied = asked.filter(({ kind }) => kind !== 'delete')
  return applied.length === 0 && asked.length > 0 ? 'delete' : applied
}
