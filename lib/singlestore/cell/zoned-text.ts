import { datetimeText } from './temporal-text.ts'

const ZONED = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/i

/** Where the parts stand in `2024-02-29T23:59:59.123456Z`. */
const [MONTH, DAY, CLOCK, FRACTION] = [5, 8, 11, 19]

const DAY_MS = 86_400_000
/** The calendar repeats itself after so many years and days. */
const [CYCLE_YEARS, CYCLE_MS] = [400, 146_097 * DAY_MS]

/**
 * A text with a zone as DATETIME holds it: in UTC, its digits kept to microseconds. Null where the text is none.
 * @throws OutOfRange
 */
export function zonedToUtc(text: string): string | null {
  if (!ZONED.test(text)) return null
  const zoneAt = zoneStart(text)
  const dayMs = dayOf(text)
  const seconds = secondsOf(text, CLOCK)
  const aheadMinutes = zoneOf(text, zoneAt)
  if (dayMs === null || seconds === null || aheadMinutes === null) return null
  const utc = datetimeText(dayMs + (seconds - aheadMinutes * 60) * 1000)
  return utc.slice(0, FRACTION) + text.slice(FRACTION, Math.min(zoneAt, FRACTION + 7))
}

/** Date.UTC takes February 30 for March 1, and the years 0 to 99 for 1900 to 1999. */
function dayOf(text: string): number | null {
  const year = numberAt(text, 0) * 100 + numberAt(text, 2)
  const month = numberAt(text, MONTH)
  const day = numberAt(text, DAY)
  const ms = Date.UTC(year + CYCLE_YEARS, month - 1, day)
  const exists = month >= 1 && month <= 12 && day >= 1
  if (!exists || (day > 28 && new Date(ms).getUTCDate() !== day)) return null
  return ms - CYCLE_MS
}

/** The end of the day is `24:00:00`. */
function secondsOf(text: string, at: number): number | null {
  const hours = numberAt(text, at)
  const minutes = numberAt(text, at + 3)
  const seconds = numberAt(text, at + 6)
  if (minutes > 59 || seconds > 59) return null
  const sum = (hours * 60 + minutes) * 60 + seconds
  return sum * 1000 <= DAY_MS ? sum : null
}

function zoneStart(text: string): number {
  if (/z$/i.test(text)) return text.length - 1
  return text.length - (text.at(-3) === ':' ? 6 : 5)
}

/** Minutes that the zone is ahead of UTC. */
function zoneOf(text: string, at: number): number | null {
  const sign = text.charAt(at)
  if (sign !== '+' && sign !== '-') return 0
  const hours = numberAt(text, at + 1)
  const minutes = numberAt(text, text.length - 2)
  if (hours > 23 || minutes > 59) return null
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes)
}

/** The two digits that stand there. */
function numberAt(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
}
