import type { Column } from '../column.ts'
import { DATETIME_LIMITS } from './column-limits.ts'
import { OutOfRange } from './out-of-range.ts'

const DATE_LENGTH = 10
const MIDNIGHT = /^[ 0:.]*$/
const DIGITS = /\.(\d+)$/
const ONLY_ZEROS = /^0*$/
const MICROSECOND_DIGITS = 6
/** Of the zero date, which lies in no range: the server judges it. */
const ZERO_YEAR = '0000'

/**
 * The text of a date or time, `2024-02-29`, `2024-02-29 23:59:59.5` or `-23:59:59.5`, if the column keeps all of it: the
 * server would cut the rest in silence. What is too fine is nearest to what is left of it when it is cut.
 * @throws OutOfRange
 */
export function fitTemporal(text: string, column: Column): string {
  guardLimits(text, column)
  if (column.kind === 'date') return fitDay(text, column)
  const digits = DIGITS.exec(text)?.[1] ?? ''
  const kept = text.length - Math.max(digits.length - column.fraction, 0)
  if (kept === text.length || ONLY_ZEROS.test(text.slice(kept))) return text
  const nearest = column.fraction === 0 ? text.slice(0, kept - 1) : text.slice(0, kept)
  throw new OutOfRange(
    `A part of a second would be cut by the ${column.kind} column "${column.name}"; ${wider(column)}`,
    { text: nearest },
    column.name,
  )
}

function wider({ kind, fraction }: Column): string {
  if (fraction === MICROSECOND_DIGITS) return 'it keeps microseconds. Make it a VARCHAR(40).'
  return `make it ${kind === 'time' ? 'TIME(6)' : 'DATETIME(6)'}.`
}

function fitDay(text: string, column: Column): string {
  if (MIDNIGHT.test(text.slice(DATE_LENGTH))) return text
  throw new OutOfRange(
    `A time of day would be cut by the date column "${column.name}"; make it DATETIME(6).`,
    { text: text.slice(0, DATE_LENGTH) },
    column.name,
  )
}

/** Texts of one form sort as their dates do. What holds the years of four digits holds every text there is. */
function guardLimits(text: string, { name, kind, limits }: Column): void {
  if (kind !== 'datetime' || limits === null || limits.least === DATETIME_LIMITS.least) return
  if (text.startsWith(ZERO_YEAR)) return
  const isEarly = text < limits.least
  const isLate = text.slice(0, limits.greatest.length) > limits.greatest
  if (!isEarly && !isLate) return
  throw new OutOfRange(
    `A date lies outside of what the ${kind} column "${name}" holds, ${limits.least} to ${limits.greatest}.`,
    isEarly ? 'least' : 'greatest',
    name,
  )
}
