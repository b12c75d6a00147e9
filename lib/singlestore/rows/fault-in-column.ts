import { RecordError } from '../../errors.ts'
import { isJsonObject } from '../../format/json/json-object.ts'
import type { JsonValue, Schema } from '../../schema.ts'
import type { Column } from '../column.ts'

const SHOWN_TYPE_CHARACTERS = 100

/**
 * A fault of a value on its way into a column, named after the column and with both types; any other error as it is.
 * @param type of the value
 */
export function inColumn(error: unknown, column: Column | undefined, type: string): unknown {
  if (!(error instanceof RecordError) || column === undefined) return error
  const { code, coordinates, message } = error
  const named = coordinates.column === undefined ? `Column "${column.name}": ${message}` : message
  const columnType = column.type.slice(0, SHOWN_TYPE_CHARACTERS)
  return new RecordError(code, `${named} The value is ${type}, the column ${columnType}.`, {
    coordinates: { ...coordinates, column: coordinates.column ?? column.name },
    cause: error,
  })
}

/** `INT64`, `INT32 (Date)`: the type that a schema gives its values, and the last part of its logical name. */
export function typeOfSchema({ type, name }: Schema): string {
  const logical = name === null ? null : /[A-Za-z][A-Za-z0-9]{0,31}$/.exec(name)
  return logical === null ? type.toUpperCase() : `${type.toUpperCase()} (${logical[0]})`
}

/** `a JSON string` */
export function typeOfJson(value: JsonValue): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a JSON array'
  if (isJsonObject(value)) return 'a JSON object'
  return `a JSON ${typeof value === 'object' ? 'number' : typeof value}`
}
