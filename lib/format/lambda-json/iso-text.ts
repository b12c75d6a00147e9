import type { TimeUnit } from '../../schema/logical-type.ts'

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?$/
const OFFSET = /^(?:Z|([+-])(\d{2}):(\d{2}))$/i
/** Without a zone, nothing says which instant is meant. */
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[Tt ]([\d:.]+)([Zz]|[+-]\d{2}:\d{2})$/

const DAY_MS = 86_400_000
const SECOND_NS = 1_000_000_000n
const NS: Readonly<Record<TimeUnit, bigint>> = { ms: 1_000_000n, us: 1000n, ns: 1n }

/** `2024-02-29` → days since 1970; null for any other text. */
export function isoDays(text: string): number | null {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (year === undefined) return null
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  // A day or a month that there is not moves the date into another month.
  return date.getUTCMonth() === Number(month) - 1 ? date.getTime() / DAY_MS : null
}

/** `23:59:59.5` → since midnight; null for any other text, and where the unit is too coarse. */
export function isoTime(text: string, unit: TimeUnit): number | null {
  const nanoseconds = timeOfDay(text)
  const count = nanoseconds === null ? null : inUnit(nanoseconds, unit)
  return count === null ? null : Number(count)
}

/** `2024-02-29T12:00:00Z`, or with an offset → since 1970, likewise. */
export function isoTimestamp(text: string, unit: TimeUnit): number | bigint | null {
  const [, date = '', time = '', zone = ''] = TIMESTAMP.exec(text) ?? []
  const days = isoDays(date)
  const nanoseconds = timeOfDay(time)
  const offset = offsetSeconds(zone)
  if (days === null || nanoseconds === null || offset === null) return null
  const seconds = BigInt(days) * 86_400n - BigInt(offset)
  const count = inUnit(seconds * SECOND_NS + nanoseconds, unit)
  if (count === null) return null
  const near = Number(count)
  return Number.isSafeInteger(near) ? near : count
}

/** In nanoseconds. */
function timeOfDay(text: string): bigint | null {
  const [, hours, minutes, seconds, fraction = ''] = TIME.exec(text) ?? []
  if (hours === undefined || Number(hours) > 23) return null
  if (Number(minutes) > 59 || Number(seconds) > 59) return null
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return BigInt(whole) * SECOND_NS + BigInt(fraction.padEnd(9, '0'))
}

function offsetSeconds(zone: string): number | null {
  const parts = OFFSET.exec(zone)
  if (parts === null) return null
  const [, sign, hours = '0', minutes = '0'] = parts
  if (Number(hours) > 23 || Number(minutes) > 59) return null
  const seconds = (Number(hours) * 60 + Number(minutes)) * 60
  return sign === '-' ? -seconds : seconds
}

function inUnit(nanoseconds: bigint, unit: TimeUnit): bigint | null {
  return nanoseconds % NS[unit] === 0n ? nanoseconds / NS[unit] : null
}
