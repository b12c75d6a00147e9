import { RecordError } from '../../errors.ts'
import type { Column } from '../column.ts'

/**
 * The refusal of a value that the server would take for another one without an error.
 * @param what the value's type, as the beginning of a sentence
 * @param why and the ways out, as sentences
 */
export function unmappable(what: string, column: Column, why: string): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `${what} cannot become the ${column.kind} column "${column.name}": ${why}`,
    { coordinates: { column: column.name } },
  )
}

/** Whether a column holds dates or times: there the server reads the digits of a number as year, month, day … */
export function isTemporal({ kind }: Column): boolean {
  return kind === 'date' || kind === 'time' || kind === 'datetime'
}

export function withoutUnit(column: Column): RecordError {
  return unmappable(
    'A number without a logical type',
    column,
    'its unit is unknown. Send ISO text, or a schema with a logical type, or make the column a BIGINT.',
  )
}

export function dateInTime(column: Column): RecordError {
  return unmappable('A Date', column, 'it has no time of day. Make it a DATE.')
}

export function timeInDate(column: Column): RecordError {
  return unmappable('A Time', column, 'it has no date. Make it a TIME(6).')
}

export function timestampInTime(column: Column): RecordError {
  return unmappable('A Timestamp', column, 'its date would be lost. Make it a DATETIME(6).')
}

/** LOAD DATA stores the characters of the digits, not the number: 1 becomes 49. */
export function unmappableBit(column: Column): RecordError {
  return unmappable(
    'A value',
    column,
    'LOAD DATA would store the characters of its digits. Make it a BIGINT, or a TINYINT for true and false.',
  )
}
