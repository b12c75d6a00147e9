import { RecordError } from '../../errors.ts'
import { MOST_DIGITS, unscaledText } from '../../format/decimal.ts'
import type { Value } from '../../schema.ts'
import { endOf, type Nearest, OutOfRange } from './out-of-range.ts'

/** 415 bytes hold 1000 digits. */
const MOST_BYTES = 415
/** 65 digits, the most of a column, fit into 27 bytes. */
const FEW_BYTES = 27
const SIGN_BIT = 0x80

/**
 * Plain digits of a decimal that brings its own scale.
 * @param scaleAt, valueAt where its members stand; `value` is unscaled, big-endian, two's complement
 * @throws OutOfRange beyond 1000 digits on a side of the point; RecordError `ERR_RECORD_UNMAPPABLE` where a member is missing
 */
export function variableDecimalText(struct: Value, scaleAt: number, valueAt: number): string {
  const members = struct as readonly Value[]
  const scale = members[scaleAt]
  const unscaled = members[valueAt]
  if (typeof scale !== 'number' || !(unscaled instanceof Uint8Array) || unscaled.length === 0) {
    throw new RecordError('ERR_RECORD_UNMAPPABLE', 'A VariableScaleDecimal lacks scale or value.')
  }
  if (unscaled.length > MOST_BYTES || Math.abs(scale) > MOST_DIGITS) {
    throw new OutOfRange(
      `A decimal has more than ${MOST_DIGITS} digits on a side of the point.`,
      nearestTo(unscaled, scale),
    )
  }
  const hex = Buffer.from(unscaled).toString('hex')
  return unscaledText(BigInt.asIntN(unscaled.length * 8, BigInt(`0x${hex}`)), scale)
}

/** Far from 0 it is the end of any column, near to it 0; between lies what no column holds in part. */
function nearestTo(unscaled: Uint8Array, scale: number): Nearest {
  if (scale > MOST_DIGITS) return unscaled.length <= FEW_BYTES ? { text: '0' } : null
  return scale < MOST_DIGITS / 2 ? endOf(((unscaled[0] ?? 0) & SIGN_BIT) !== 0) : null
}
