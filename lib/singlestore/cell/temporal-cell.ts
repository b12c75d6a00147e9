import type { TimeUnit } from '../../schema/logical-type.ts'
import type { Schema, Value } from '../../schema.ts'
import { type Column, isNumeric } from '../column.ts'
import { type CellPlan, type CellWriter, refusedCell, textCell } from './cell-plan.ts'
import { DATE_LIMITS, DATETIME_LIMITS, type Limits, TIME_LIMITS } from './column-limits.ts'
import { fineDatetimeText, fineTimeText, guardInfinity } from './fine-time.ts'
import { INSTANT_NANOSECONDS, type IntegerRange, rangeOf } from './integer-range.ts'
import { integerWriter } from './number-cell.ts'
import { fitTemporal } from './temporal-column.ts'
import { dateText, datetimeText, timeText } from './temporal-text.ts'
import { dateInTime, isTemporal, timeInDate, timestampInTime } from './unmappable.ts'

/** Digits of a second that a unit's texts have at most. */
const DIGITS: Readonly<Record<TimeUnit, number>> = { ms: 3, us: 6, ns: 9 }
const MICROSECOND_DIGITS = 6

const DATETIMES: Readonly<Record<TimeUnit, CellWriter>> = {
  ms: (value) => datetimeText(Number(value)),
  us: (value) => fineDatetimeText(value as number | bigint, 'us'),
  ns: (value) => {
    guardInfinity(value as number | bigint)
    return fineDatetimeText(value as number | bigint, 'ns')
  },
}

const TIMES: Readonly<Record<TimeUnit, CellWriter>> = {
  ms: (value) => timeText(Number(value)),
  us: (value) => fineTimeText(value as number | bigint, 'us'),
  ns: (value) => fineTimeText(value as number | bigint, 'ns'),
}

export function dateCell(schema: Schema, column: Column): CellPlan {
  if (column.kind === 'time') return refusedCell(() => dateInTime(column))
  return temporalCell(rangeOf(schema), column, (value) => dateText(Number(value)), 0, DATE_LIMITS)
}

export function timeCell(schema: Schema, column: Column, unit: TimeUnit): CellPlan {
  // The server reads 10:11:12 as the date 2010-11-12.
  if (column.kind === 'date' || column.kind === 'datetime') {
    return refusedCell(() => timeInDate(column))
  }
  return temporalCell(rangeOf(schema), column, TIMES[unit], DIGITS[unit], TIME_LIMITS)
}

export function timestampCell(schema: Schema, column: Column, unit: TimeUnit): CellPlan {
  if (column.kind === 'time') return refusedCell(() => timestampInTime(column))
  const range = unit === 'ns' ? INSTANT_NANOSECONDS : rangeOf(schema)
  return temporalCell(range, column, DATETIMES[unit], DIGITS[unit], DATETIME_LIMITS)
}

/** Nanoseconds in which most writers mean microseconds: a column of dates or times keeps those, any other all. */
export function protoTimestampCell(column: Column): CellPlan {
  if (column.kind === 'time') return refusedCell(() => timestampInTime(column))
  const nanoseconds: CellWriter = (value) => fineDatetimeText(value as number | bigint, 'ns')
  const microseconds: CellWriter = (value) => {
    const text = nanoseconds(value)
    return text.slice(0, text.indexOf('.') + 1 + MICROSECOND_DIGITS)
  }
  const write = isTemporal(column) ? microseconds : nanoseconds
  return temporalCell(INSTANT_NANOSECONDS, column, write, MICROSECOND_DIGITS, DATETIME_LIMITS)
}

/**
 * A number column takes the number as it is.
 * @param range what the numbers are known to lie in
 */
function temporalCell(
  range: IntegerRange,
  column: Column,
  format: CellWriter,
  digits: number,
  limits: Limits,
): CellPlan {
  if (isNumeric(column.kind)) {
    return textCell(integerWriter(column, range))
  }
  if (!isTemporal(column) || keepsAll(column, digits)) return textCell(format, limits)
  return textCell((value: Value) => fitTemporal(format(value), column), limits)
}

function keepsAll({ kind, fraction, limits }: Column, digits: number): boolean {
  if (kind === 'date') return digits === 0
  const isNarrow = kind === 'datetime' && limits?.least !== DATETIME_LIMITS.least
  return digits <= fraction && !isNarrow
}
