import type { Value } from '../../schema.ts'
import { MOST_DIGITS, unscaledText } from '../decimal.ts'
import { outOfRange } from '../out-of-range.ts'
import { bigDecimalType } from './big-decimal.ts'
import type { Meaning } from './meaning.ts'
import { readBody } from './read-body.ts'
import { readFault } from './read-fault.ts'

/** What the bytes of a `bytes` or a `fixed` mean. */
export type BytesValue = (bytes: Buffer) => Value

/** 415 bytes hold 1000 digits. */
const MOST_BYTES = 415
/** As many as a number holds exactly. */
const SHORT_BYTES = 6

/** @throws RecordError, when it is called, `ERR_RECORD_UNDECODABLE`, `ERR_RECORD_OUT_OF_RANGE` */
export function bytesValue(meaning: Meaning, path: string): BytesValue {
  switch (meaning.kind) {
    case 'decimal':
      return (bytes) => decimalText(bytes, meaning.scale, path)
    case 'uuid':
      return uuidText
    case 'duration':
      return (bytes) => [bytes.readUInt32LE(0), bytes.readUInt32LE(4), bytes.readUInt32LE(8)]
    case 'big-decimal': {
      const type = bigDecimalType(path)
      return (bytes) => readBody(type, bytes, path)
    }
    case 'plain':
    case 'named':
    case 'narrow':
      return (bytes) => bytes
    default:
      return meaning satisfies never
  }
}

function decimalText(padded: Buffer, scale: number, path: string): string {
  if (padded.length === 0) throw readFault(path, 'a decimal without a byte')
  if (padded.length <= SHORT_BYTES) return unscaledText(padded.readIntBE(0, padded.length), scale)
  const bytes = padded.length <= MOST_BYTES ? padded : withoutPadding(padded)
  if (bytes.length > MOST_BYTES) {
    throw outOfRange(path, 'Decimal', `at most ${MOST_DIGITS} digits on either side of the point`)
  }
  const unsigned = BigInt(`0x${bytes.toString('hex')}`)
  return unscaledText(BigInt.asIntN(bytes.length * 8, unsigned), scale)
}

/** A large fixed repeats the sign at its front. */
function withoutPadding(bytes: Buffer): Buffer {
  const sign = (bytes[0] ?? 0) < 128 ? 0 : 255
  const at = bytes.findIndex((byte) => byte !== sign)
  // One byte of the sign stays.
  return bytes.subarray(at < 0 ? -1 : Math.max(0, at - 1))
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
