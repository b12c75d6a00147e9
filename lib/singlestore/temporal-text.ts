import { RecordError } from '../errors.ts'

/** DATE and DATETIME hold 1000-01-01 to 9999-12-31. */
const MIN_MS = Date.UTC(1000, 0, 1)
const MAX_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
const DAY_MS = 86_400_000

/** `2024-02-29` of days since the epoch. @throws RecordError `ERR_RECORD_OUT_OF_RANGE` */
export function dateText(days: number): string {
  return isoText(days * DAY_MS).slice(0, 10)
}

/** `2024-02-29 23:59:59.123` in UTC of milliseconds since the epoch. @throws RecordError `ERR_RECORD_OUT_OF_RANGE` */
export function datetimeText(ms: number): string {
  const iso = isoText(ms)
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`
}

/** `2024-02-29T23:59:59.123Z`. @throws RecordError `ERR_RECORD_OUT_OF_RANGE` */
export function isoText(ms: number): string {
  if (!(ms >= MIN_MS && ms <= MAX_MS)) {
    throw new RecordError(
      'ERR_RECORD_OUT_OF_RANGE',
      'A date lies outside of the years 1000 to 9999 that DATE and DATETIME hold.',
    )
  }
  return new Date(ms).toISOString()
}

/**
 * `23:59:59.123` of milliseconds since midnight; midnight itself may be the end of the day, `24:00:00.000`.
 * @throws RecordError `ERR_RECORD_OUT_OF_RANGE`
 */
export function timeText(ms: number): string {
  if (ms === DAY_MS) return '24:00:00.000'
  if (!(ms >= 0 && ms < DAY_MS)) {
    throw new RecordError('ERR_RECORD_OUT_OF_RANGE', 'A time of day lies outside of the day.')
  }
  return new Date(ms).toISOString().slice(11, 23)
}

const ZONED = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/i

/** A text with a zone as DATETIME holds it: in UTC, its digits kept to microseconds. Null where the text is none. */
export function zonedToUtc(text: string): string | null {
  const parts = ZONED.exec(text)
  if (parts === null) return null
  const [, date, time, fraction = '', zone = 'Z'] = parts
  const offset = /^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  const ms = Date.parse(`${date}T${time}${offset}`)
  if (Number.isNaN(ms) || !isDate(date)) return null
  return datetimeText(ms).slice(0, 19) + fraction.slice(0, 7)
}

/** Date.parse takes February 30 for March 1. */
function isDate(text: string | undefined): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(`${text}T`)
}
