import type { Column } from './column.ts'
import { fitNumber } from './decimal-column.ts'
import { fitTemporal } from './temporal-column.ts'
import { unmappable } from './unmappable.ts'
import { zonedToUtc } from './zoned-text.ts'

const NUMBER = /^[+-]?\d{1,1000}(?:\.\d{1,1000})?(?:e[+-]?\d{1,4})?$/i

/**
 * A text as the column takes it whole: the server would round a number, cut a time, or take the text of a number for the
 * position in an ENUM, all in silence. What is no number or time at all is left for the server to refuse.
 * @throws RecordError `ERR_RECORD_OUT_OF_RANGE`, `ERR_RECORD_UNMAPPABLE`
 */
export function fitText(text: string, column: Column): string {
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      return NUMBER.test(text) ? fitNumber(text.replace(/^\+/, ''), column) : text
    case 'date':
    case 'time':
      return fitTemporal(text, column)
    case 'datetime':
      return fitTemporal(zonedToUtc(text) ?? text, column)
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
