import { RecordError } from '../../errors.ts'
import { MOST_DIGITS, unscaledText } from '../../format/decimal.ts'
import type { Value } from '../../schema.ts'
import { endOf, type Nearest, OutOfRange } from './out-of-range.ts'

/** 415 bytes hold 1000 digits. */
const MOST_BYTES = 415
/** No column holds more digits before the point, nor behind it. */
const [MOST_INTEGER_DIGITS, MOST_PLACES] = [65, 30]
const DIGITS_PER_BYTE = 8 * Math.log10(2)
const [SIGN_BIT, MINUS] = [0x80, 0xff]

/**
 * Plain digits of a decimal that brings its own scale.
 * @param scaleAt, valueAt where its members stand; `value` is unscaled, big-endian, two's complement
 * @throws OutOfRange beyond 1000 digits on a side of the point; RecordError `ERR_RECORD_UNMAPPABLE` where a member is missing
 */
export function variableDecimalText(struct: Value, scaleAt: number, valueAt: number): string {
  const members = struct as readonly Value[]
  const scale = members[scaleAt]
  const bytes = members[valueAt]
  if (typeof scale !== 'number' || !(bytes instanceof Uint8Array) || bytes.length === 0) {
    throw new RecordError('ERR_RECORD_UNMAPPABLE', 'A VariableScaleDecimal lacks scale or value.')
  }
  const unscaled = withoutSignExtension(bytes)
  if (unscaled.length === 1 && unscaled[0] === 0) return '0'
  if (unscaled.length > MOST_BYTES || Math.abs(scale) > MOST_DIGITS) {
    throw new OutOfRange(
      `A decimal has more than ${MOST_DIGITS} digits on a side of the point.`,
      nearestTo(unscaled, scale),
    )
  }
  const hex = Buffer.from(unscaled).toString('hex')
  return unscaledText(BigInt.asIntN(unscaled.length * 8, BigInt(`0x${hex}`)), scale)
}

/** Bytes at the head that only repeat the sign say nothing. */
function withoutSignExtension(bytes: Uint8Array): Uint8Array {
  const sign = isNegative(bytes) ? MINUS : 0
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === sign && signAt(bytes, start + 1) === sign) {
    start += 1
  }
  return bytes.subarray(start)
}

function signAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) & SIGN_BIT) === 0 ? 0 : MINUS
}

function isNegative(bytes: Uint8Array): boolean {
  return signAt(bytes, 0) === MINUS
}

/** Far from 0 it is the end of any column, near to it 0; between lies what no column holds in part. */
function nearestTo(unscaled: Uint8Array, scale: number): Nearest {
  const fewest = (unscaled.length - 1) * DIGITS_PER_BYTE - scale
  if (fewest > MOST_INTEGER_DIGITS) return endOf(isNegative(unscaled))
  return fewest + 1 + DIGITS_PER_BYTE < -MOST_PLACES ? { text: '0' } : null
}
