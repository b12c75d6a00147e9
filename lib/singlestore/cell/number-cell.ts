import { ExactNumber, type Value } from '../../schema.ts'
import type { Column } from '../column.ts'
import { type CellPlan, type CellWriter, refusedCell, textCell } from './cell-plan.ts'
import { DOUBLE_LIMITS } from './column-limits.ts'
import { beyondInteger, fitDecimal, fitFloat, fitNumber } from './decimal-column.ts'
import type { IntegerRange } from './integer-range.ts'
import { exactText, finiteText } from './json-leaf.ts'
import { fitText } from './text-column.ts'
import { isTemporal, withoutUnit } from './unmappable.ts'

/** @param range what the values are known to lie in: what the column holds all of is not looked at again */
export function integerCell(column: Column, range: IntegerRange): CellPlan {
  return numberCell(column, integerWriter(column, range))
}

export function booleanCell(column: Column): CellPlan {
  if (column.kind === 'text' || column.kind === 'binary') return numberCell(column, String)
  const write = integerWriter(column, { least: 0n, greatest: 1n })
  return numberCell(column, (value) => write(value === true ? 1 : 0))
}

export function floatCell(column: Column, type: 'float32' | 'float64'): CellPlan {
  const isSingle = type === 'float32'
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      return numberCell(column, (value) => fitNumber(exactText(value), column))
    case 'float':
      return numberCell(column, floatWriter(isSingle ? float32Text : float64Text, column))
    default:
      return { ...numberCell(column, isSingle ? float32Text : exactText), limits: DOUBLE_LIMITS }
  }
}

/** Plain digits. */
export function decimalCell(column: Column, digitsOf: CellWriter): CellPlan {
  if (column.kind === 'float') {
    return numberCell(column, (value) => fitFloat(digitsOf(value), column))
  }
  return numberCell(column, (value) => fitDecimal(digitsOf(value), column))
}

/** The digits of an integer, as a column of numbers takes them. */
export function integerWriter(column: Column, range: IntegerRange): CellWriter {
  const { kind, limits, digits } = column
  if (kind === 'integer' && limits !== null) {
    const [least, greatest] = [comparable(limits.least), comparable(limits.greatest)]
    if (range.least >= least && range.greatest <= greatest) return String
    return (value) => {
      const integer = value as number | bigint
      if (integer >= least && integer <= greatest) return String(integer)
      throw beyondInteger(integer < least, column)
    }
  }
  if (digits !== null) {
    const most = 10n ** BigInt(digits.integer)
    const isUnsigned = limits?.least === '0'
    const fits = range.greatest < most && range.least > (isUnsigned ? -1n : -most)
    return fits ? String : (value) => fitDecimal(String(value), column)
  }
  return String
}

function numberCell(column: Column, write: CellWriter): CellPlan {
  if (column.members !== null) return textCell((value) => fitText(write(value), column))
  return isTemporal(column) ? refusedCell(() => withoutUnit(column)) : textCell(write)
}

function comparable(limit: string): number | bigint {
  const number = Number(limit)
  return Number.isSafeInteger(number) ? number : BigInt(limit)
}

/** A writer of floating-point numbers that refuses what the column does not reach. */
function floatWriter(textOf: CellWriter, column: Column): CellWriter {
  if (column.limits === null) return textOf
  if (column.digits !== null) return (value) => fitFloat(textOf(value), column)
  const { least, greatest } = column.span ?? { least: 0, greatest: 0 }
  return (value: Value) => {
    const text = textOf(value)
    const number = value as number
    return number >= least && number <= greatest ? text : fitFloat(text, column)
  }
}

/** The shortest text of the largest float32 is, as a double, beyond the largest float32: the server would refuse it. */
function float32Text(value: Value): string {
  const number = Number(value)
  return finiteText(Math.abs(number) >= LARGEST_FLOAT ? largestAsDouble(number) : number)
}

/** A column of doubles rounds what it cannot hold. */
function float64Text(value: Value): string {
  return finiteText(Number(value instanceof ExactNumber ? value.literal : value))
}

const LARGEST_FLOAT = 3.4028234e38

function largestAsDouble(value: number): number {
  const float = Math.fround(value)
  return Number.isFinite(float) ? float : value
}
