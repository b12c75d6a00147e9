import { RecordError } from '../../errors.ts'
import { decodeBase64, notBase64 } from '../base64.ts'
import type { Frame } from './frame.ts'

/** Several times what an event can hold; a few kilobytes may be made to inflate to gigabytes. */
const LARGEST_INFLATED_BYTES = 16 * 1024 * 1024

/** Enough for a frame and 15 message indexes of five bytes each. */
const HEAD_CHARACTERS = 128
const MOST_INDEXES_IN_HEAD = 15

/**
 * The body that a frame announces, inflated; of Protobuf with its message indexes in front.
 * @throws EventError where the text is no base64; RecordError `ERR_RECORD_UNDECODABLE` where it does not inflate
 */
export function openBody(frame: Frame, base64: string): Uint8Array {
  const bytes = demandBase64(base64)
  const body = frame.bodyAt === 0 ? bytes : bytes.subarray(frame.bodyAt)
  return frame.deflated ? inflate(body) : body
}

/** @throws EventError where the text is no base64 */
export function demandBase64(base64: string): Buffer {
  const bytes = decodeBase64(base64)
  if (bytes === null) throw notBase64()
  return bytes
}

/**
 * As much of a Protobuf body as tells its message; its base64 is not proven.
 * @throws RecordError `ERR_RECORD_UNDECODABLE`
 */
export function openIndexes(frame: Frame, base64: string): Uint8Array {
  if (frame.lead !== null) return messageIndexes(frame.lead)
  if (frame.deflated) return openBody(frame, base64)
  const head = Buffer.from(base64.slice(0, HEAD_CHARACTERS), 'base64')
  const count = head[frame.bodyAt] ?? 0
  const isEnough = frame.id.registry === 'glue' || count <= MOST_INDEXES_IN_HEAD
  return isEnough ? head.subarray(frame.bodyAt) : openBody(frame, base64)
}

/** A Protobuf body with the message indexes of its header, if they came in one. */
export function withIndexes({ lead }: Frame, body: Uint8Array): Uint8Array {
  return lead === null ? body : Buffer.concat([messageIndexes(lead), body])
}

function messageIndexes(lead: Uint8Array): Uint8Array {
  if (lead.length > 0) return lead
  throw new RecordError(
    'ERR_RECORD_UNDECODABLE',
    'the header with the schema id holds no message indexes, which follow the id of a Protobuf schema',
  )
}

function inflate(body: Uint8Array): Uint8Array {
  // An import would cost every cold start two milliseconds, for what only Glue's serializers may do.
  const { inflateSync } = process.getBuiltinModule('node:zlib')
  try {
    return inflateSync(body, { maxOutputLength: LARGEST_INFLATED_BYTES })
  } catch (error) {
    const tooLarge = error instanceof RangeError
    throw new RecordError(
      'ERR_RECORD_UNDECODABLE',
      tooLarge
        ? `value inflates to more than ${LARGEST_INFLATED_BYTES} bytes, the most that is read`
        : 'value is said to be compressed by zlib, and is not, or is cut off',
      { cause: error },
    )
  }
}
