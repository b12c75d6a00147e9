import { isUtf8 } from 'node:buffer'
import type { Header, KafkaRecord } from '../../kafka/record.ts'
import type { Value } from '../../schema.ts'
import type { RecordPart } from '../../table/extra-column.ts'

/** What a record carries beside its value and key, by the schemas of `PART_SCHEMAS`. */
export function partValue(part: Exclude<RecordPart, 'key'>, record: KafkaRecord): Value {
  switch (part) {
    case 'topic':
      return record.topic
    case 'partition':
      return record.partition
    case 'offset':
      return record.offset
    case 'timestamp':
      // What Kafka means by no timestamp.
      return record.timestamp === -1 ? null : record.timestamp
    case 'headers':
      return headersText(record.headers)
    default:
      return part satisfies never
  }
}

/** `[{"name":"trace","value":"abc"}]`; bytes that are no UTF-8 stand as `base64` instead of `value`. */
function headersText(headers: readonly Header[]): string {
  return JSON.stringify(
    headers.map(({ name, value }) => {
      if (value === null) return { name, value }
      const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      return isUtf8(bytes)
        ? { name, value: bytes.toString() }
        : { name, base64: bytes.toString('base64') }
    }),
  )
}
