import type { Column } from '../column.ts'
import { trimBlanks } from './ascii-blanks.ts'
import { fitFloat, fitNumber } from './decimal-column.ts'
import { OutOfRange } from './out-of-range.ts'
import { specialNumber } from './special-text.ts'
import { unmappable } from './unmappable.ts'

const NUMBER = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
const BEGINS_AS_NUMBER = /^[+-]?\.?\d/

/**
 * A text as a column of numbers takes it whole. The server would round what is too fine, and may cut what begins with a
 * number; a text that does not even begin with one is left for it to refuse.
 * @throws OutOfRange; RecordError `ERR_RECORD_UNMAPPABLE`
 */
export function fitNumberText(text: string, column: Column): string {
  const trimmed = trimBlanks(text)
  const parts = NUMBER.exec(trimmed)
  if (parts !== null) {
    const literal = jsonLiteral(parts[1], parts[2], parts[3])
    return column.kind === 'float' ? fitFloat(literal, column) : fitNumber(literal, column)
  }
  if (BEGINS_AS_NUMBER.test(trimmed)) {
    throw unmappable('A text', column, 'it begins like a number, but is none.')
  }
  const nearest = specialNumber(trimmed)
  if (nearest === undefined) return text
  throw new OutOfRange(
    `An infinity or NaN has no place in the ${column.kind} column "${column.name}".`,
    nearest,
    column.name,
  )
}

/** JSON wants a digit on either side of the point, and no plus. */
function jsonLiteral(sign = '', digits = '', exponent = ''): string {
  const led = digits.startsWith('.') ? `0${digits}` : digits
  return (sign === '-' ? '-' : '') + (led.endsWith('.') ? led.slice(0, -1) : led) + exponent
}
