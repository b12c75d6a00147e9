import { endOf, OutOfRange } from './out-of-range.ts'

/** DATE and DATETIME hold 1000-01-01 to 9999-12-31. */
const MIN_MS = Date.UTC(1000, 0, 1)
const MAX_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
const DAY_MS = 86_400_000
const DAY_SECONDS = 86_400
/** TIME holds -838:59:59 to 838:59:59. */
export const MAX_TIME_SECONDS = 3_020_399

/** `2024-02-29` of days since the epoch. @throws OutOfRange */
export function dateText(days: number): string {
  guardRange(days * DAY_MS)
  return dayText(Math.floor(days))
}

/** `2024-02-29 23:59:59.123` in UTC of milliseconds since the epoch. @throws OutOfRange */
export function datetimeText(ms: number): string {
  guardRange(ms)
  const day = Math.floor(ms / DAY_MS)
  return `${dayText(day)} ${clockText(ms - day * DAY_MS)}`
}

/** `2024-02-29T23:59:59.123Z`. @throws OutOfRange */
export function isoText(ms: number): string {
  guardRange(ms)
  const day = Math.floor(ms / DAY_MS)
  return `${dayText(day)}T${clockText(ms - day * DAY_MS)}Z`
}

/** `2024-02-29 23:59:59` of seconds since the epoch. @throws OutOfRange */
export function secondText(seconds: number, separator: ' ' | 'T'): string {
  guardRange(seconds * 1000)
  const day = Math.floor(seconds / DAY_SECONDS)
  return dayText(day) + separator + secondsText(seconds - day * DAY_SECONDS)
}

/**
 * `23:59:59.123` of milliseconds since midnight; as in MySQL's TIME also negative, and beyond the day.
 * @throws OutOfRange
 */
export function timeText(ms: number): string {
  if (ms >= 0 && ms < DAY_MS) return clockText(ms)
  if (!(Math.abs(ms) <= MAX_TIME_SECONDS * 1000)) throw beyondTime(ms < 0)
  return ms < 0 ? `-${clockText(-ms)}` : clockText(ms)
}

export function beyondTime(isNegative: boolean): OutOfRange {
  return new OutOfRange(
    'A time lies outside of -838:59:59 to 838:59:59, which TIME holds.',
    endOf(isNegative),
  )
}

export function beyondYears(isNegative: boolean): OutOfRange {
  return new OutOfRange(
    'A date lies outside of the years 1000 to 9999 that DATE and DATETIME hold.',
    endOf(isNegative),
  )
}

function guardRange(ms: number): void {
  if (ms >= MIN_MS && ms <= MAX_MS) return
  throw beyondYears(ms < 0)
}

const ERA_DAYS = 146_097
/** From 0000-03-01, when the years of this calculation begin so that they end with the leap day, to 1970-01-01. */
const EPOCH_DAY = 719_468

/** Howard Hinnant's `civil_from_days`; ten times faster than to ask a Date for its text. */
function dayText(days: number): string {
  const since = days + EPOCH_DAY
  const era = Math.floor(since / ERA_DAYS)
  const dayOfEra = since - era * ERA_DAYS
  const leaps =
    Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra + leaps) / 365)
  const dayOfYear =
    dayOfEra - 365 * yearOfEra - Math.floor(yearOfEra / 4) + Math.floor(yearOfEra / 100)
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  return `${year}-${TWO_DIGITS[month]}-${TWO_DIGITS[day]}`
}

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${secondsText(seconds)}.${THREE_DIGITS[Math.floor(ms - seconds * 1000)]}`
}

/** `23:59:59` of seconds; hours from 100 on have three digits. */
export function secondsText(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  return `${TWO_DIGITS[hours] ?? hours}:${TWO_DIGITS[minutes - hours * 60]}:${TWO_DIGITS[seconds - minutes * 60]}`
}

const TWO_DIGITS = allDigits(2)
const THREE_DIGITS = allDigits(3)

function allDigits(length: number): readonly string[] {
  return Array.from({ length: 10 ** length }, (_, number) => String(number).padStart(length, '0'))
}
