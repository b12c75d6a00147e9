import type { Value } from '../../schema.ts'
import type { Column } from '../column.ts'
import { type CellPlan, refusedCell, textCell } from './cell-plan.ts'
import { DATE_LIMITS, DATETIME_LIMITS, type Limits } from './column-limits.ts'
import { stringCell } from './string-cell.ts'
import { fitDate, fitTime } from './temporal-literal.ts'
import { dateInTime, isTemporal, timeInDate, timestampInTime } from './unmappable.ts'

/** Makes the ISO text of a value that is not null. */
export type TextOf = (value: Value) => string

/** Dates, whose zone a column of dates does not take. */
export function isoDateCell(column: Column, textOf: TextOf): CellPlan {
  if (column.kind === 'time') return refusedCell(() => dateInTime(column))
  return isoCell(column, textOf, (text) => fitDate(text, column), DATE_LIMITS)
}

/** Times, which a TIME column takes in UTC. */
export function isoTimeCell(column: Column, textOf: TextOf): CellPlan {
  if (column.kind === 'date' || column.kind === 'datetime') {
    return refusedCell(() => timeInDate(column))
  }
  return isoCell(column, textOf, (text) => fitTime(text, column, 'microseconds'), null)
}

/** Instants, which a column of dates takes in UTC; without a zone they are that already. */
export function isoTimestampCell(column: Column, textOf: TextOf): CellPlan {
  if (column.kind === 'time') return refusedCell(() => timestampInTime(column))
  const fitted = (text: string) => fitDate(text, column, 'microseconds')
  return isoCell(column, textOf, fitted, DATETIME_LIMITS)
}

/** A column that holds no dates or times takes the text as it came. */
function isoCell(
  column: Column,
  textOf: TextOf,
  fitted: (text: string) => string,
  limits: Limits | null,
): CellPlan {
  const plain = stringCell(column)
  if (!isTemporal(column)) {
    return { as: plain.as, write: (value) => plain.write(textOf(value)), limits }
  }
  return textCell((value) => fitted(textOf(value)), limits)
}
