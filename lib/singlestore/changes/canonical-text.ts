import { RecordError } from '../../errors.ts'
import { decimalOf, plainText } from '../../format/decimal.ts'
import type { Column } from '../column.ts'

const INTEGER = /^[+-]?\d{1,100}$/
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i
const DATE = /^(\d{4}-\d\d-\d\d)(?: 00:00:00(?:\.0*)?)?$/
const DATETIME = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d)(?:\.(\d*))?)?$/
const TIME = /^(-?)(\d{2,3}:\d\d:\d\d)(?:\.(\d*))?$/
const MIDNIGHT = '00:00:00'

/**
 * The one text of a value among those that the server takes for the same in a column of this kind: `1.5` of 1.50.
 * @param text of a binary column base64. @throws RecordError `ERR_RECORD_UNMAPPABLE` for what is no value of the column:
 * compared with it, the server would take `abc` for 0
 */
export function canonicalText(text: string, column: Column): string {
  const canonical = canonicalOf(text, column)
  if (canonical !== null) return canonical
  throw new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The key or version column "${column.name}" is ${column.type}, and the record's value for it is none.`,
    { coordinates: { column: column.name } },
  )
}

function canonicalOf(text: string, column: Column): string | null {
  switch (column.kind) {
    case 'integer':
      return INTEGER.test(text) ? integerText(text) : null
    case 'decimal':
      return decimalText(text)
    case 'float':
      return floatText(text, column)
    case 'date':
      return DATE.exec(text)?.[1] ?? null
    case 'datetime':
      return datetimeText(text)
    case 'time':
      return timeText(text)
    case 'binary':
      return Buffer.from(text, 'base64').toString('base64')
    case 'text':
    case 'other':
      // What the stream of a load makes of half a surrogate pair.
      return text.toWellFormed()
    case 'json':
    case 'bit':
      return null
    default:
      return column.kind satisfies never
  }
}

const PLAIN_INTEGER = /^(?:0|-?[1-9]\d*)$/

function integerText(text: string): string {
  return PLAIN_INTEGER.test(text) ? text : BigInt(text.replace('+', '')).toString()
}

function decimalText(text: string): string | null {
  const decimal = decimalOf(text.startsWith('+') ? text.slice(1) : text)
  return decimal === null ? null : plainText(decimal, 0)
}

function floatText(text: string, column: Column): string | null {
  if (!NUMBER.test(text)) return null
  const number = isSingle(column) ? Math.fround(Number(text)) : Number(text)
  if (!Number.isFinite(number)) return null
  // The sign of -0 goes.
  return String(number + 0)
}

/** FLOAT keeps 24 bits, and compares as the double that is next to them. */
export function isSingle(column: Column): boolean {
  return /^float\b/i.test(column.type)
}

function datetimeText(text: string): string | null {
  const parts = DATETIME.exec(text)
  if (parts === null) return null
  const [, day, clock = MIDNIGHT, fraction = ''] = parts
  return `${day} ${clock}${fractionText(fraction)}`
}

function timeText(text: string): string | null {
  const parts = TIME.exec(text)
  if (parts === null) return null
  const [, sign, clock, fraction = ''] = parts
  const time = `${clock}${fractionText(fraction)}`
  return time === MIDNIGHT ? time : `${sign}${time}`
}

function fractionText(digits: string): string {
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end -= 1
  return end === 0 ? '' : `.${digits.slice(0, end)}`
}
