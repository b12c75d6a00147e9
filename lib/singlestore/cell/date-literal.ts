import { beyondYears, datetimeText } from './temporal-text.ts'
import { secondsAhead, ZONE } from './zone-offset.ts'

/** What becomes of digits beyond microseconds: no column has a place for them. */
export type Precision = 'keep' | 'microseconds'

/** What most texts are, and needs no calculation: in UTC, on any day but the 29th of February. */
const PLAIN =
  /^[1-9]\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?Z?)?$/
const SEPARATED = new RegExp(
  `^([+-]?\\d{4,10})([-/.])(\\d\\d?)\\2(\\d\\d?)(?:(?:T| +)(\\d\\d?):(\\d\\d?)(?::(\\d\\d?)(?:\\.(\\d+))?)?)?(?: ?(${ZONE}))?$`,
  'i',
)
const COMPACT = new RegExp(
  `^(\\d{4})(\\d\\d)(\\d\\d)(?:T?(\\d\\d)(\\d\\d)(\\d\\d)(?:\\.(\\d+))?(?: ?(${ZONE}))?)?$`,
  'i',
)
const ZERO_DATE = /^0000-00-00(?:[T ]00:00:00(?:\.0{1,9})?)?$/i

/** No date is longer, and no pattern tries longer. */
const LONGEST = 100
const MICROSECOND_DIGITS = 6
const [FIRST_YEAR, LAST_YEAR] = [1000, 9999]
/** The calendar repeats itself after so many years. */
const CYCLE_YEARS = 400
/** `+01`, which behind a date alone would be another day. */
const HOUR_ZONE_LENGTH = 3
const [DATE_LENGTH, DATETIME_LENGTH] = [10, 19]

interface DateParts {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Undefined where the text tells a day alone. */
  readonly hours: string | undefined
  readonly minutes: string | undefined
  readonly seconds: string | undefined
  readonly fraction: string | undefined
  readonly zone: string | undefined
}

/**
 * `2024-02-29` or `2024-02-29 23:59:59.5` of a text that is a date, or a date and a time, and nothing else: in UTC where
 * it has a time and a zone. The digits of a text with a zone are kept to microseconds. Null where the text is no such
 * date, or one that no calendar has; MySQL's zero date comes back as it is.
 * @throws OutOfRange outside of the years 1000 to 9999
 */
export function dateLiteral(text: string, precision: Precision): string | null {
  if (PLAIN.test(text)) return plain(text)
  if (text.length > LONGEST) return null
  const parts = separated(text) ?? compact(text)
  if (parts === null) return null
  const { year, month, day, hours, zone, fraction = '' } = parts
  const seconds = hours === undefined ? 0 : secondsOfDay(parts)
  const ahead = zone === undefined ? 0 : secondsAhead(zone)
  if (!isDay(year, month, day) || seconds === null || ahead === null) {
    return ZERO_DATE.test(text) ? text.replace(/t/i, ' ') : null
  }
  // A shift moves the ends of the range by a day at most.
  if (year < FIRST_YEAR - 1 || year > LAST_YEAR + 1) throw beyondYears(year < FIRST_YEAR)
  const shift = hours === undefined ? 0 : seconds - ahead
  const utc = datetimeText(Date.UTC(year, month - 1, day) + shift * 1000)
  if (hours === undefined) return utc.slice(0, utc.indexOf(' '))
  const isCut = zone !== undefined || precision === 'microseconds'
  const kept = isCut ? fraction.slice(0, MICROSECOND_DIGITS) : fraction
  return utc.slice(0, DATETIME_LENGTH) + (kept === '' ? '' : `.${kept}`)
}

function plain(text: string): string {
  if (text.length === DATE_LENGTH) return text
  const clock = text.slice(DATE_LENGTH + 1, text.endsWith('Z') ? -1 : undefined)
  return `${text.slice(0, DATE_LENGTH)} ${clock}`
}

function separated(text: string): DateParts | null {
  const match = SEPARATED.exec(text)
  if (match === null) return null
  const [, year, , month, day, hours, minutes, seconds, fraction, zone] = match
  if (hours === undefined && zone?.length === HOUR_ZONE_LENGTH) return null
  return { ...dayParts(year, month, day), hours, minutes, seconds, fraction, zone }
}

function compact(text: string): DateParts | null {
  const match = COMPACT.exec(text)
  if (match === null) return null
  const [, year, month, day, hours, minutes, seconds, fraction, zone] = match
  return { ...dayParts(year, month, day), hours, minutes, seconds, fraction, zone }
}

function dayParts(year: string | undefined, month: string | undefined, day: string | undefined) {
  return { year: Number(year), month: Number(month), day: Number(day) }
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  if (day <= 28) return true
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const alike = CYCLE_YEARS + (((year % CYCLE_YEARS) + CYCLE_YEARS) % CYCLE_YEARS)
  return day <= new Date(Date.UTC(alike, month, 0)).getUTCDate()
}

/** The end of the day is `24:00:00`. */
function secondsOfDay({ hours, minutes, seconds = '0', fraction = '' }: DateParts): number | null {
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)]
  if (m > 59 || s > 59 || h > 24) return null
  if (h === 24 && (m > 0 || s > 0 || /[1-9]/.test(fraction))) return null
  return (h * 60 + m) * 60 + s
}
