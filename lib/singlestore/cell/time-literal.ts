import type { Precision } from './date-literal.ts'
import { beyondTime, MAX_TIME_SECONDS, secondsText } from './temporal-text.ts'
import { secondsAhead, ZONE } from './zone-offset.ts'

const SEPARATED = new RegExp(
  `^([+-]?)(\\d{1,9}):(\\d\\d?)(?::(\\d\\d?)(?:\\.(\\d+))?)?(?: ?(${ZONE}))?$`,
  'i',
)
const COMPACT = /^()(\d\d)(\d\d)(\d\d)(?:\.(\d+))?$/

/** No time is longer, and no pattern tries longer. */
const LONGEST = 100
const MICROSECOND_DIGITS = 6
const DAY_SECONDS = 86_400

/**
 * `23:59:59.5` of a text that is a time and nothing else: with a zone a time of day, in UTC, its digits kept to
 * microseconds; without one also negative, and beyond the day. Null where the text is none.
 * @throws OutOfRange beyond 838:59:59
 */
export function timeLiteral(text: string, precision: Precision): string | null {
  if (text.length > LONGEST) return null
  const match = SEPARATED.exec(text) ?? COMPACT.exec(text)
  if (match === null) return null
  const [, sign, hours, minutes, seconds = '0', fraction = '', zone] = match
  if (Number(minutes) > 59 || Number(seconds) > 59) return null
  const count = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  const isCut = zone !== undefined || precision === 'microseconds'
  const digits = isCut ? fraction.slice(0, MICROSECOND_DIGITS) : fraction
  const kept = digits === '' ? '' : `.${digits}`
  if (zone !== undefined) {
    const utc = sign === '' ? inUtc(count, kept, zone) : null
    return utc === null ? null : secondsText(utc) + kept
  }
  const isNegative = sign === '-'
  if (count > MAX_TIME_SECONDS || (count === MAX_TIME_SECONDS && /[1-9]/.test(kept))) {
    throw beyondTime(isNegative)
  }
  return (isNegative ? '-' : '') + secondsText(count) + kept
}

/** The end of the day, `24:00:00`, stays where it is not moved. */
function inUtc(count: number, fraction: string, zone: string): number | null {
  const ahead = secondsAhead(zone)
  const isBeyondDay = count > DAY_SECONDS || (count === DAY_SECONDS && /[1-9]/.test(fraction))
  if (ahead === null || isBeyondDay) return null
  if (ahead === 0) return count
  const utc = (count - ahead) % DAY_SECONDS
  return utc < 0 ? utc + DAY_SECONDS : utc
}
