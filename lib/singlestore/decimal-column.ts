import { RecordError } from '../errors.ts'
import { decimalOf, MOST_DIGITS, plainText } from '../format/decimal.ts'
import type { Column } from './column.ts'

/**
 * Plain decimal digits, if the column can hold them all: the server would round what is too fine in silence.
 * An integer column gets no point.
 * @throws RecordError `ERR_RECORD_OUT_OF_RANGE`
 */
export function fitDecimal(text: string, column: Column): string {
  if (column.kind !== 'integer' && column.digits === null) return text
  const point = text.indexOf('.')
  const whole = point < 0 ? text : text.slice(0, point)
  const places = point < 0 ? 0 : significantPlaces(text, point + 1)
  if (column.kind === 'integer') {
    if (places === 0) return whole === '-0' ? '0' : whole
    throw outOfRange(`A number has ${places} digits behind the point`, column, 'holds integers')
  }
  const holds = column.digits ?? { integer: MOST_DIGITS, fraction: MOST_DIGITS }
  if (whole.length <= holds.integer && places <= holds.fraction) return text
  const integer = whole.replace(/^[+-]?0*/, '').length
  if (integer <= holds.integer && places <= holds.fraction) return text
  throw outOfRange(
    `A decimal has ${integer} digits before and ${places} behind the point`,
    column,
    `holds ${holds.integer} and ${holds.fraction}`,
  )
}

/**
 * The same for a number as JSON writes it, exponent included.
 * @throws RecordError `ERR_RECORD_OUT_OF_RANGE`
 */
export function fitNumber(literal: string, column: Column): string {
  if (!/e/i.test(literal)) return fitDecimal(literal, column)
  const decimal = decimalOf(literal)
  if (decimal !== null) return fitDecimal(plainText(decimal, 0), column)
  throw outOfRange(
    `A number has more than ${MOST_DIGITS} digits on a side of the point`,
    column,
    'holds fewer',
  )
}

/** Digits behind the point, zeros at the end not counted. A regular expression takes quadratic time over zeros in the middle. */
function significantPlaces(text: string, start: number): number {
  let end = text.length
  while (end > start && text.charCodeAt(end - 1) === 48) end -= 1
  return end - start
}

function outOfRange(what: string, column: Column, holds: string): RecordError {
  return new RecordError('ERR_RECORD_OUT_OF_RANGE', `${what}; column "${column.name}" ${holds}.`, {
    coordinates: { column: column.name },
  })
}
