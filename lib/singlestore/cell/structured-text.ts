import { RecordError } from '../../errors.ts'
import type { LogicalType } from '../../schema/logical-type.ts'
import type { StructSchema, Value } from '../../schema.ts'
import { beyondYears, secondsText } from './temporal-text.ts'

export type StructuredKind = Extract<LogicalType, { kind: 'structured' }>['of']

const DAY_SECONDS = 86_400
const [MINUTE, HOUR] = [60, 3600]
/** The calendar repeats itself after so many years. Date.UTC takes the years 0 to 99 for 1900 to 1999. */
const CYCLE_YEARS = 400

/** How Debezium names what is less than a second, with its digits. */
const FRACTIONS = [
  ['nanos', 9],
  ['picoseconds', 12],
] as const

/**
 * Compiles the way from one of Debezium's structs of calendar fields to ISO text: `2024-02-29`, `23:59:59.5Z`,
 * `2024-02-29T23:59:59.123456Z`, an offset where there is one. A local timestamp is read as UTC, as its other forms are.
 * Writers throw OutOfRange for infinities and years beyond those of columns, RecordError `ERR_RECORD_UNMAPPABLE` where a
 * member is missing, and for what no calendar has.
 */
export function compileStructured(
  schema: StructSchema,
  of: StructuredKind,
): (value: Value) => string {
  const members = new Map(schema.fields.map(({ name }, at) => [name, at]))
  return (value) => {
    const member: Member = (name) => (value as readonly Value[])[members.get(name) ?? -1] ?? null
    guardSpecial(member('specialValue'))
    switch (of) {
      case 'date':
        return dayText(member)
      case 'time':
        return clockText(member)
      case 'zoned-time':
        return clockText(member) + zoneText(member)
      case 'timestamp':
        return `${dayText(member)}T${clockText(member)}Z`
      case 'zoned-timestamp':
        return `${dayText(member)}T${clockText(member)}${zoneText(member)}`
      default:
        return of satisfies never
    }
  }
}

type Member = (name: string) => Value

function guardSpecial(special: Value): void {
  if (special === 'POSITIVE_INFINITY') throw beyondYears(false)
  if (special === 'NEGATIVE_INFINITY') throw beyondYears(true)
}

function dayText(member: Member): string {
  const year = numberOf(member, 'year')
  const month = numberOf(member, 'month')
  const day = numberOf(member, 'day')
  const last = new Date(Date.UTC(2000 + (year % CYCLE_YEARS), month, 0)).getUTCDate()
  if (month < 1 || month > 12 || day < 1 || !(day <= last)) throw noCalendar()
  if (year < 1000 || year > 9999) throw beyondYears(year < 1000)
  return `${year}-${padded(month, 2)}-${padded(day, 2)}`
}

function clockText(member: Member): string {
  const [hour, minute, second] = ['hour', 'minute', 'second'].map((name) =>
    Number(member(name) ?? 0),
  ) as [number, number, number]
  const seconds = hour * HOUR + minute * MINUTE + second
  const isClock = hour >= 0 && minute >= 0 && minute < 60 && second >= 0 && second < 60
  if (!isClock || seconds > DAY_SECONDS) throw noCalendar()
  return secondsText(seconds) + fractionText(member)
}

/** Without zeros at the end. */
function fractionText(member: Member): string {
  for (const [name, digits] of FRACTIONS) {
    const count = Number(member(name) ?? 0)
    if (count < 0 || count >= 10 ** digits) throw noCalendar()
    if (count > 0) return `.${padded(count, digits).replace(/0+$/, '')}`
  }
  return ''
}

function zoneText(member: Member): string {
  const offset = Number(member('offsetSeconds') ?? offsetOfZone(member('zoneId')))
  if (Math.abs(offset) >= DAY_SECONDS) throw noCalendar()
  if (offset === 0) return 'Z'
  const text = secondsText(Math.abs(offset))
  return (offset < 0 ? '-' : '+') + (text.endsWith(':00') ? text.slice(0, -3) : text)
}

/** No database of time zones is asked: what it says of a place changes. */
function offsetOfZone(zone: Value): number {
  if (zone === 'Z' || zone === 'UTC') return 0
  throw new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    'A structured date or time with a zone lacks its offsetSeconds.',
  )
}

function numberOf(member: Member, name: string): number {
  const number = member(name)
  if (number !== null) return Number(number)
  throw new RecordError('ERR_RECORD_UNMAPPABLE', `A structured date lacks its ${name}.`)
}

function noCalendar(): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    'A structured date or time is none that a calendar or a clock has.',
  )
}

function padded(number: number, length: number): string {
  return String(number).padStart(length, '0')
}
