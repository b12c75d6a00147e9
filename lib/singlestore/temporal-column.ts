import { RecordError } from '../errors.ts'
import type { Column } from './column.ts'

const DATE_LENGTH = 10
const NO_TIME = /^[T ]?[0:.]*$/
const DIGITS = /\.(\d+)$/

/**
 * The text of a date or time, if the column keeps all of it: the server would cut the rest in silence.
 * @throws RecordError `ERR_RECORD_OUT_OF_RANGE`
 */
export function fitTemporal(text: string, column: Column): string {
  if (column.kind === 'date') {
    if (text.length <= DATE_LENGTH || NO_TIME.test(text.slice(DATE_LENGTH))) return text
    throw cut('A time of day', column, 'DATETIME(6)')
  }
  const digits = DIGITS.exec(text)?.[1] ?? ''
  if (digits.length <= column.fraction || /^0*$/.test(digits.slice(column.fraction))) return text
  throw cut('A part of a second', column, column.kind === 'time' ? 'TIME(6)' : 'DATETIME(6)')
}

function cut(what: string, column: Column, wider: string): RecordError {
  return new RecordError(
    'ERR_RECORD_OUT_OF_RANGE',
    `${what} would be cut by the ${column.kind} column "${column.name}"; make it ${wider}.`,
    { coordinates: { column: column.name } },
  )
}
