import { RecordError } from '../../errors.ts'
import type { Column } from '../column.ts'
import { OutOfRange } from './out-of-range.ts'
import { MAX_TIME_SECONDS } from './temporal-text.ts'

const DATE_LENGTH = 10
const DATE = /^\d{4}-\d\d-\d\d/
/** A column that begins here ends with the last year of four digits. */
const FIRST_YEAR = '1000'
const NO_TIME = /^[T ]?[0:.]*$/
const CLOCK_LENGTH = 8
const LONG_TIME = /^(-?)(\d{2,9}):(\d\d):(\d\d(?:\.\d{1,30})?)$/
const DIGITS = /\.(\d+)$/

/**
 * The text of a date or time, if the column keeps all of it: the server would cut the rest in silence.
 * What is too fine is nearest to what is left of it when it is cut.
 * @throws OutOfRange; RecordError `ERR_RECORD_OUT_OF_RANGE` for a long text in a DATE that is none
 */
export function fitTemporal(text: string, column: Column): string {
  if (column.kind === 'time') guardTime(text, column)
  else guardLimits(text, column)
  if (column.kind === 'date') return fitDate(text, column)
  const digits = DIGITS.exec(text)?.[1] ?? ''
  if (digits.length <= column.fraction || /^0*$/.test(digits.slice(column.fraction))) return text
  const kept = text.slice(0, text.length - digits.length + column.fraction)
  const wider = column.kind === 'time' ? 'TIME(6)' : 'DATETIME(6)'
  throw new OutOfRange(
    cut('A part of a second', column, wider),
    { text: kept.endsWith('.') ? kept.slice(0, -1) : kept },
    column.name,
  )
}

function fitDate(text: string, column: Column): string {
  if (text.length <= DATE_LENGTH || NO_TIME.test(text.slice(DATE_LENGTH))) return text
  const message = cut('A time of day', column, 'DATETIME(6)')
  if (DATE.test(text)) {
    throw new OutOfRange(message, { text: text.slice(0, DATE_LENGTH) }, column.name)
  }
  throw new RecordError('ERR_RECORD_OUT_OF_RANGE', message, {
    coordinates: { column: column.name },
  })
}

/** Texts of one form sort as their dates do. The zero date, which is in no range, is the server's to judge. */
function guardLimits(text: string, { name, kind, limits }: Column): void {
  if (limits === null || (!text.startsWith('0') && limits.least.startsWith(FIRST_YEAR))) return
  if (!DATE.test(text) || text.startsWith('0000')) return
  const whole = comparable(text, kind)
  const isEarly = whole < limits.least
  const isLate = whole.slice(0, limits.greatest.length) > limits.greatest
  if (!isEarly && !isLate) return
  throw new OutOfRange(
    `A date lies outside of what the ${kind} column "${name}" holds, ${limits.least} to ${limits.greatest}.`,
    isEarly ? 'least' : 'greatest',
    name,
  )
}

function guardTime(text: string, { name }: Column): void {
  const parts = text.length > CLOCK_LENGTH ? LONG_TIME.exec(text) : null
  if (parts === null) return
  const [, sign = '', hours, minutes, seconds] = parts
  if ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds) <= MAX_TIME_SECONDS) return
  throw new OutOfRange(
    `A time lies outside of what the time column "${name}" holds, -838:59:59 to 838:59:59.`,
    sign === '-' ? 'least' : 'greatest',
    name,
  )
}

/** As the ends of the column's range are written. */
function comparable(text: string, kind: Column['kind']): string {
  if (kind === 'date') return text.slice(0, DATE_LENGTH)
  return text.replace(/t/i, ' ')
}

function cut(what: string, column: Column, wider: string): string {
  return `${what} would be cut by the ${column.kind} column "${column.name}"; make it ${wider}.`
}
