import type { Column } from '../column.ts'
import { fitFloat, fitNumber } from './decimal-column.ts'
import { type Nearest, OutOfRange } from './out-of-range.ts'
import { specialDate, specialNumber } from './special-text.ts'
import { fitTemporal } from './temporal-column.ts'
import { unmappable } from './unmappable.ts'
import { zonedToUtc } from './zoned-text.ts'

const NUMBER = /^[+-]?\d{1,1000}(?:\.\d{1,1000})?(?:e[+-]?\d{1,4})?$/i

/**
 * A text as the column takes it whole: the server would round a number, cut a time, or take the text of a number for the
 * position in an ENUM, all in silence. What is no number or time at all is left for the server to refuse.
 * @throws OutOfRange; RecordError `ERR_RECORD_UNMAPPABLE`
 */
export function fitText(text: string, column: Column): string {
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      if (NUMBER.test(text)) return fitNumber(text.replace(/^\+/, ''), column)
      return guardSpecial(text, column, specialNumber(text))
    case 'float':
      if (NUMBER.test(text)) return fitFloat(text, column)
      return guardSpecial(text, column, specialNumber(text))
    case 'date':
      return fitTemporal(guardSpecial(text, column, specialDate(text)), column)
    case 'time':
      return fitTemporal(text, column)
    case 'datetime':
      return fitTemporal(zonedToUtc(text) ?? guardSpecial(text, column, specialDate(text)), column)
    default:
      return column.members === null ? text : fitMember(text, column, column.members)
  }
}

function guardSpecial(text: string, column: Column, nearest: Nearest | undefined): string {
  if (nearest === undefined) return text
  throw new OutOfRange(
    `An infinity, NaN or a year that needs a sign has no place in the ${column.kind} column "${column.name}".`,
    nearest,
    column.name,
  )
}

function fitMember(text: string, column: Column, members: ReadonlySet<string>): string {
  const folded = text.toLowerCase()
  if (members.has(folded)) return text
  if (text === '' || folded.split(',').every((part) => members.has(part))) return text
  throw unmappable('A value', column, 'it is none of the members that its ENUM or SET declares.')
}
