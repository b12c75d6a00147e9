import { RecordError } from '../../errors.ts'
import type { FormatRecord, Part } from '../record-format.ts'
import { confluentFrame, type Frame, guidFrame } from './frame.ts'

const NAMES = { key: '__key_schema_id', value: '__value_schema_id' } as const satisfies Record<
  Part,
  string
>

/**
 * The frame in the last header of Confluent's name, which holds `00` and an int32 or `01` and a GUID; null where there is
 * no such header.
 * @throws RecordError `ERR_RECORD_UNDECODABLE` where it holds something else
 */
export function findHeader({ headers }: FormatRecord, part: Part): Frame | null {
  if (headers.length === 0) return null
  const name = NAMES[part]
  for (let at = headers.length - 1; at >= 0; at -= 1) {
    const header = headers[at]
    if (header?.name === name) return header.value === null ? null : readHeader(header.value, name)
  }
  return null
}

function readHeader(value: Uint8Array, name: string): Frame {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (bytes[0] === 0 && bytes.length >= 5 && bytes.readInt32BE(1) >= 0) {
    return confluentFrame(bytes.readInt32BE(1), 0, bytes.subarray(5))
  }
  if (bytes[0] === 1 && bytes.length >= 17) {
    return guidFrame(bytes.toString('hex', 1, 17), 0, bytes.subarray(17))
  }
  throw new RecordError(
    'ERR_RECORD_UNDECODABLE',
    `header ${name} holds no schema id: 00 and an int32, or 01 and a GUID are wanted, as Confluent's serializers write them`,
  )
}
