import { ExactNumber, type JsonValue } from '../../schema.ts'
import { type Decimal, decimalOf } from '../decimal.ts'
import { mismatch } from '../mismatch.ts'
import { outOfRange } from '../out-of-range.ts'
import type { Reader } from './reader.ts'

/** What messages call the type, and the numbers it holds, both ends included. */
interface IntegerRange {
  readonly type: string
  readonly least: bigint
  readonly most: bigint
}

export const INT8: IntegerRange = { type: 'int8', least: -(2n ** 7n), most: 2n ** 7n - 1n }
export const INT16: IntegerRange = { type: 'int16', least: -(2n ** 15n), most: 2n ** 15n - 1n }
export const INT32: IntegerRange = { type: 'int32', least: -(2n ** 31n), most: 2n ** 31n - 1n }
export const INT64: IntegerRange = { type: 'int64', least: -(2n ** 63n), most: 2n ** 63n - 1n }

/** More digits than any range here has; keeps a hostile literal from becoming a huge bigint. */
const MOST_DIGITS = 20
const PLAIN = /^-?\d{1,20}$/

/** Reads an integer exactly; where Connect wraps, truncates or takes 0 for what is no integer, this refuses. */
export function integerReader(range: IntegerRange, path: string): Reader {
  const least = Number(range.least)
  const most = Number(range.most)
  return (json) => {
    if (typeof json === 'number') {
      if (!Number.isSafeInteger(json)) return exactInteger(String(json), json, range, path)
      if (json < least || json > most) throw beyond(range, path)
      // The reader of JSON keeps the sign of -0, which no integer has.
      return json + 0
    }
    if (json instanceof ExactNumber) return exactInteger(json.literal, json, range, path)
    throw mismatch(path, range.type, json)
  }
}

function exactInteger(
  literal: string,
  json: JsonValue,
  range: IntegerRange,
  path: string,
): number | bigint {
  const integer = PLAIN.test(literal) ? BigInt(literal) : integerOf(decimalOf(literal))
  if (integer === undefined) throw mismatch(path, `${range.type} without a fraction`, json)
  if (integer === null || integer < range.least || integer > range.most) throw beyond(range, path)
  const number = Number(integer)
  return Number.isSafeInteger(number) ? number : integer
}

/** Undefined where there is a fraction, null where there are more digits than any range has. */
function integerOf(decimal: Decimal | null): bigint | null | undefined {
  if (decimal === null || decimal.digits.length + decimal.exponent > MOST_DIGITS) return null
  if (decimal.exponent < 0) return undefined
  const magnitude = BigInt(decimal.digits + '0'.repeat(decimal.exponent))
  return decimal.negative ? -magnitude : magnitude
}

function beyond(range: IntegerRange, path: string) {
  return outOfRange(path, range.type, `${range.least} to ${range.most}`)
}
