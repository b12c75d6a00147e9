import type { DeliveredSchema } from '../schema/delivered-schema.ts'
import type { FormatRecord, Part } from './record-format.ts'

/** The base64 of a part that must not be null. */
export function textOf(record: FormatRecord, part: Part): string {
  return (part === 'value' ? record.value : record.key) ?? ''
}

/** What Lambda's registry integration says of a part. */
export function deliveredSchemaOf(record: FormatRecord, part: Part): DeliveredSchema | null {
  return part === 'value' ? record.valueSchema : record.keySchema
}
