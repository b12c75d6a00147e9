import type { AvroType } from './avro-type.ts'
import { propOf } from './connect-metadata.ts'

const MAP_ENTRY = 'io.confluent.connect.avro.MapEntry'

/** Where the key and the value stand in the records that an array holds for a map. */
export interface MapEntry {
  readonly keys: AvroType
  readonly values: AvroType
  readonly keyAt: 0 | 1
}

/** Confluent's converter writes a map whose keys are not all strings as an array of entries; null where items are none. */
export function mapEntryOf(items: AvroType): MapEntry | null {
  if (items.kind !== 'record' || items.fields.length !== 2) return null
  const marked = propOf(items.props, 'connect.internal.type') === 'MapEntry'
  if (items.fullName !== MAP_ENTRY && !marked) return null
  const keyAt = items.fields[0]?.name === 'key' ? 0 : 1
  const key = items.fields[keyAt]
  const value = items.fields[1 - keyAt]
  if (key?.name !== 'key' || value?.name !== 'value') return null
  return { keys: key.type, values: value.type, keyAt }
}
