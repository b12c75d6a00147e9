import { decimalOf, MOST_DIGITS, plainText } from '../../format/decimal.ts'
import type { Column } from '../column.ts'
import { endOf, type Nearest, OutOfRange } from './out-of-range.ts'

/** So many digits a double keeps, and so few a Number compares exactly. */
const SAFE_DIGITS = 15
/** No integer column holds more, the sign included. */
const MOST_INTEGER_DIGITS = 20

/**
 * Plain decimal digits, if the column can hold them all: the server would round what is too fine in silence.
 * An integer column gets no point. What is too fine is nearest to what is left of it when it is cut.
 * @throws OutOfRange
 */
export function fitDecimal(text: string, column: Column): string {
  if (column.kind !== 'integer' && column.digits === null) return text
  const point = text.indexOf('.')
  const whole = point < 0 ? text : text.slice(0, point)
  const places = point < 0 ? 0 : significantPlaces(text, point + 1)
  if (column.kind === 'integer') return fitInteger(whole, places, column)
  const holds = column.digits ?? { integer: MOST_DIGITS, fraction: MOST_DIGITS }
  const isNegative = text.startsWith('-')
  if (isNegative && column.limits?.least === '0' && /[1-9]/.test(text)) {
    throw outOfRange('A number is negative', column, 'is UNSIGNED', 'least')
  }
  if (whole.length <= holds.integer && places <= holds.fraction) return text
  const integer = whole.replace(/^[+-]?0*/, '').length
  if (integer <= holds.integer && places <= holds.fraction) return text
  throw outOfRange(
    `A decimal has ${integer} digits before and ${places} behind the point`,
    column,
    `holds ${holds.integer} and ${holds.fraction}`,
    integer > holds.integer
      ? endOf(isNegative)
      : { text: text.slice(0, point + (holds.fraction === 0 ? 0 : 1 + holds.fraction)) },
  )
}

/**
 * The same for a number as JSON writes it, exponent included.
 * @throws OutOfRange
 */
export function fitNumber(literal: string, column: Column): string {
  if (!/e/i.test(literal)) return fitDecimal(literal, column)
  const decimal = decimalOf(literal)
  if (decimal !== null) return fitDecimal(plainText(decimal, 0), column)
  throw outOfRange(
    `A number has more than ${MOST_DIGITS} digits on a side of the point`,
    column,
    'holds fewer',
    nearestTo(Number(literal)),
  )
}

/** A number that a floating-point column reaches; it keeps the digits that it can, of DOUBLE(10,2) those that it has. @throws OutOfRange */
export function fitFloat(literal: string, column: Column): string {
  const { limits, span, digits } = column
  const number = Number(literal)
  if (limits === null || span === null || (number >= span.least && number <= span.greatest)) {
    return digits === null ? literal : fitNumber(literal, column)
  }
  const nearest = Number.isNaN(number) ? null : endOf(number < 0)
  throw outOfRange(
    'A number is NaN, infinite or too large',
    column,
    `holds ${limits.least} to ${limits.greatest}`,
    nearest,
  )
}

function fitInteger(whole: string, places: number, column: Column): string {
  const digits = whole === '-0' ? '0' : whole
  guardInteger(digits, column)
  if (places === 0) return digits
  throw outOfRange(`A number has ${places} digits behind the point`, column, 'holds integers', {
    text: digits,
  })
}

/** @throws OutOfRange */
function guardInteger(digits: string, column: Column): void {
  const { limits, span } = column
  if (limits === null || span === null) return
  const significant =
    digits.length <= SAFE_DIGITS ? digits : digits.replace(/^([+-]?)0+(?=\d)/, '$1')
  if (significant.length <= SAFE_DIGITS) {
    const number = Number(significant)
    if (number >= span.least && number <= span.greatest) return
  } else if (significant.length <= MOST_INTEGER_DIGITS) {
    const number = BigInt(significant)
    if (number >= BigInt(limits.least) && number <= BigInt(limits.greatest)) return
  }
  throw beyondInteger(digits.startsWith('-') || isBelow(digits, span.least), column)
}

/** Of a column that begins above 0, as YEAR does. */
function isBelow(digits: string, least: number): boolean {
  return digits.length <= SAFE_DIGITS && Number(digits) < least
}

export function beyondInteger(isLow: boolean, column: Column): OutOfRange {
  const { least, greatest } = column.limits ?? { least: '', greatest: '' }
  return outOfRange(
    'An integer lies outside of its range',
    column,
    `holds ${least} to ${greatest}`,
    endOf(isLow),
  )
}

function nearestTo(number: number): Nearest {
  if (Math.abs(number) > 1e65) return endOf(number < 0)
  return Math.abs(number) < 1e-30 ? { text: '0' } : null
}

/** Digits behind the point, zeros at the end not counted. A regular expression takes quadratic time over zeros in the middle. */
function significantPlaces(text: string, start: number): number {
  let end = text.length
  while (end > start && text.charCodeAt(end - 1) === 48) end -= 1
  return end - start
}

function outOfRange(what: string, column: Column, holds: string, nearest: Nearest): OutOfRange {
  return new OutOfRange(`${what}; column "${column.name}" ${holds}.`, nearest, column.name)
}
