import { ExactNumber, type JsonValue } from '../schema.ts'
import { checkedText } from './checked-text.ts'
import { Misfit, misfit, within } from './misfit.ts'
import { isPlainObject } from './plain-object.ts'
import { setOwn } from './plain-value.ts'

/** As deep as JSON is read: whoever walks the value by recursion may. */
export const DEEPEST = 1000

/**
 * A value as JSON without a schema has it: a bigint is a number of all its digits, a Date its ISO text, a member that is
 * undefined absent.
 * @throws Misfit
 */
export function checkedJson(value: unknown, depth = 0): JsonValue {
  if (depth > DEEPEST) throw tooDeep()
  switch (typeof value) {
    case 'boolean':
      return value
    case 'string':
      return checkedText(value)
    case 'number':
      if (!Number.isFinite(value)) throw misfit('a finite number', value)
      return value
    case 'bigint': {
      const number = Number(value)
      return Number.isSafeInteger(number) ? number : new ExactNumber(String(value))
    }
    default:
      return checkedObject(value, depth)
  }
}

function checkedObject(value: unknown, depth: number): JsonValue {
  if (value === null || value instanceof ExactNumber) return value
  if (value instanceof Date) return isoText(value)
  if (Array.isArray(value)) {
    return value.map((item: unknown, place) => member(item ?? null, place, depth))
  }
  if (!isPlainObject(value)) throw misfit('JSON', value)
  const object: Record<string, JsonValue> = {}
  for (const [name, item] of Object.entries(value)) {
    if (item !== undefined) setOwn(object, checkedText(name), member(item, name, depth))
  }
  return object
}

function member(value: unknown, step: string | number, depth: number): JsonValue {
  try {
    return checkedJson(value, depth + 1)
  } catch (error) {
    throw within(error, step)
  }
}

/** @throws Misfit */
export function isoText(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new Misfit('the Date is invalid')
  return date.toISOString()
}

/** A path of a thousand steps says nothing: it is left out. */
export function tooDeep(): Misfit {
  return new TooDeep(`it nests deeper than ${DEEPEST} levels, or holds itself`)
}

class TooDeep extends Misfit {
  override inside(): this {
    return this
  }
}
