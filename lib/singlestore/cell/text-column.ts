import type { Column } from '../column.ts'
import { fitNumberText } from './number-literal.ts'
import { fitDate, fitTime } from './temporal-literal.ts'
import { unmappable } from './unmappable.ts'

/**
 * A text as the column takes it whole: the server would round a number, cut a time, or take the text of a number for the
 * position in an ENUM, all in silence.
 * @throws OutOfRange; RecordError `ERR_RECORD_UNMAPPABLE`
 */
export function fitText(text: string, column: Column): string {
  switch (column.kind) {
    case 'integer':
    case 'decimal':
    case 'float':
      return fitNumberText(text, column)
    case 'date':
    case 'datetime':
      return fitDate(text, column)
    case 'time':
      return fitTime(text, column)
    default:
      return column.members === null ? text : fitMember(text, column, column.members)
  }
}

function fitMember(text: string, column: Column, members: ReadonlySet<string>): string {
  const folded = text.toLowerCase()
  if (members.has(folded)) return text
  if (text === '' || folded.split(',').every((part) => members.has(part))) return text
  throw unmappable('A value', column, 'it is none of the members that its ENUM or SET declares.')
}
