import {
  beyondTime,
  beyondYears,
  MAX_TIME_SECONDS,
  secondsText,
  secondText,
} from './temporal-text.ts'

/** Units of a second that are finer than a millisecond. */
export type FineUnit = 'us' | 'ns'

const PER_SECOND = { us: 1_000_000, ns: 1_000_000_000 } as const

/** What Debezium writes for PostgreSQL's `infinity` and `-infinity` where it counts nanoseconds: the ends of int64. */
const [INFINITY_NS, MINUS_INFINITY_NS] = [2n ** 63n - 1n, -(2n ** 63n)]

/**
 * `2024-02-29 23:59:59.123456` in UTC of a count since the epoch; of nanoseconds with nine digits where there are so many.
 * @throws OutOfRange
 */
export function fineDatetimeText(count: number | bigint, unit: FineUnit): string {
  return instantText(count, unit, ' ')
}

/** `2024-02-29T23:59:59.123456Z`. @throws OutOfRange */
export function fineIsoText(count: number | bigint, unit: FineUnit): string {
  return `${instantText(count, unit, 'T')}Z`
}

/** Refuses the counts of nanoseconds that Debezium means infinity by. @throws OutOfRange */
export function guardInfinity(count: number | bigint): void {
  if (count === INFINITY_NS || count === MINUS_INFINITY_NS) {
    throw beyondYears(count === MINUS_INFINITY_NS)
  }
}

/** `23:59:59.123456` of a count since midnight; also negative, and beyond the day. @throws OutOfRange */
export function fineTimeText(count: number | bigint, unit: FineUnit): string {
  const isNegative = count < 0
  const [seconds, rest] = split(isNegative ? -count : count, PER_SECOND[unit])
  if (!(seconds < MAX_TIME_SECONDS || (seconds === MAX_TIME_SECONDS && rest === 0))) {
    throw beyondTime(isNegative)
  }
  return `${isNegative ? '-' : ''}${secondsText(seconds)}.${fractionText(rest, unit)}`
}

function instantText(count: number | bigint, unit: FineUnit, separator: ' ' | 'T'): string {
  const [seconds, rest] = split(count, PER_SECOND[unit])
  return `${secondText(seconds, separator)}.${fractionText(rest, unit)}`
}

/** Whole seconds, rounded down, and what is left over. The quotient of two doubles may round up to the next second. */
function split(count: number | bigint, perSecond: number): readonly [number, number] {
  if (typeof count === 'number') {
    const remainder = count % perSecond
    const rest = remainder < 0 ? remainder + perSecond : remainder
    return [(count - rest) / perSecond, rest]
  }
  const divisor = BigInt(perSecond)
  const remainder = count % divisor
  const rest = remainder < 0n ? remainder + divisor : remainder
  return [Number((count - rest) / divisor), Number(rest)]
}

function fractionText(rest: number, unit: FineUnit): string {
  if (unit === 'us') return String(rest).padStart(6, '0')
  const digits = String(rest).padStart(9, '0')
  return digits.endsWith('000') ? digits.slice(0, 6) : digits
}
