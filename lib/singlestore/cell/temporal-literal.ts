import type { RecordError } from '../../errors.ts'
import type { Column } from '../column.ts'
import { trimBlanks } from './ascii-blanks.ts'
import { dateLiteral, type Precision } from './date-literal.ts'
import { OutOfRange } from './out-of-range.ts'
import { specialNumber } from './special-text.ts'
import { fitTemporal } from './temporal-column.ts'
import { timeLiteral } from './time-literal.ts'
import { timeInDate, timestampInTime, unmappable } from './unmappable.ts'

/**
 * A text as a column of dates takes it whole. The server would read `10:11:12` as a date of 2010, cut what it does not
 * understand, and make up centuries: what is not wholly a date is refused.
 * @throws OutOfRange for a date that is one, and for infinities; RecordError `ERR_RECORD_UNMAPPABLE`
 */
export function fitDate(text: string, column: Column, precision: Precision = 'keep'): string {
  const trimmed = trimBlanks(text)
  const literal = dateLiteral(trimmed, precision)
  if (literal !== null) return fitTemporal(literal, column)
  const nearest = specialNumber(trimmed) ?? null
  if (nearest !== null) throw infinity(column, nearest)
  throw noDate(trimmed, column)
}

/**
 * A text as a TIME column takes it whole. The server would drop the date of `2024-01-01 10:00:00`, and read `1 10:00:00` as
 * 34 hours.
 * @throws OutOfRange for a time that is one; RecordError `ERR_RECORD_UNMAPPABLE`
 */
export function fitTime(text: string, column: Column, precision: Precision = 'keep'): string {
  const trimmed = trimBlanks(text)
  const literal = timeLiteral(trimmed, precision)
  if (literal !== null) return fitTemporal(literal, column)
  throw DATE_START.test(trimmed)
    ? timestampInTime(column)
    : unmappable('A text', column, 'it is no time such as 23:59:59.5 or 23:59:59Z.')
}

const DATE_START = /^\d{4}[-/.]\d/
const CLOCK = /^[+-]?\d{1,9}:\d\d?(?::|$)/

function noDate(text: string, column: Column): RecordError {
  if (CLOCK.test(text)) return timeInDate(column)
  return unmappable('A text', column, 'it is no date such as 2024-02-29 or 2024-02-29T23:59:59.5Z.')
}

function infinity(column: Column, nearest: OutOfRange['nearest']): OutOfRange {
  return new OutOfRange(
    `An infinity has no place in the ${column.kind} column "${column.name}".`,
    nearest,
    column.name,
  )
}
