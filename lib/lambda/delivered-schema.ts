import type { DeliveredSchema } from '../schema/delivered-schema.ts'
import { invalidEvent, kindOf, recordPlace } from './invalid-event.ts'

/** Confluent's decimal id, or a UUID. */
const SCHEMA_ID = /^(?:\d{1,10}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i

/**
 * Reads what the event source mapping's registry integration says of a key or value: `{dataFormat, schemaId}`.
 * @throws EventError `ERR_EVENT_INVALID` at `records[mapKey][index].member`
 */
export function readDeliveredSchema(
  metadata: unknown,
  member: 'keySchemaMetadata' | 'valueSchemaMetadata',
  mapKey: string,
  index: number,
): DeliveredSchema | null {
  if (metadata == null) return null
  const place = `${recordPlace(mapKey, index)}.${member}`
  if (typeof metadata !== 'object' || Array.isArray(metadata)) {
    throw invalidEvent(place, `must be an object, null or absent, found ${kindOf(metadata)}`)
  }
  const { dataFormat, schemaId } = metadata as Readonly<Record<string, unknown>>
  // Names no schema: the record has to tell by itself.
  if (schemaId == null) return null
  if (dataFormat !== 'AVRO' && dataFormat !== 'PROTOBUF' && dataFormat !== 'JSON') {
    throw invalidEvent(`${place}.dataFormat`, 'must be AVRO, PROTOBUF or JSON')
  }
  if (typeof schemaId !== 'string' || !SCHEMA_ID.test(schemaId)) {
    throw invalidEvent(`${place}.schemaId`, 'must be the text of a number or a UUID')
  }
  return { dataFormat, schemaId: schemaId.toLowerCase() }
}
