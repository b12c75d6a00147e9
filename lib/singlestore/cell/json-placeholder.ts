import { isJsonObject } from '../../format/json/json-object.ts'
import { ExactNumber, type JsonObject, type JsonValue } from '../../schema.ts'
import { isPlaceholderBytes, isPlaceholderString, PLACEHOLDER } from './placeholder.ts'
import { isPlaceholderPoint } from './placeholder-geometry.ts'

/** Whether a value that came without a schema is Debezium's placeholder for an unchanged one, in any of its forms. */
export function isJsonPlaceholder(value: NonNullable<JsonValue>): boolean {
  if (typeof value === 'string') return isPlaceholderString(value)
  if (typeof value !== 'object' || value instanceof ExactNumber) return false
  return isJsonObject(value) ? isPlaceholderObject(value) : isPlaceholderArray(value)
}

/** Whether such a value, or one inside of it, is the placeholder. Recursive. */
export function holdsJsonPlaceholder(value: JsonValue): boolean {
  if (value === null) return false
  if (isJsonPlaceholder(value)) return true
  if (typeof value !== 'object' || value instanceof ExactNumber) return false
  return Object.values(value).some(holdsJsonPlaceholder)
}

function isPlaceholderArray(values: readonly JsonValue[]): boolean {
  const [first] = values
  if (typeof first === 'string') return values.length === 1 && isPlaceholderString(first)
  return isPlaceholderBytes(values)
}

/** Of hstore, or a geometry. */
function isPlaceholderObject(value: JsonObject): boolean {
  if (value[PLACEHOLDER] === PLACEHOLDER) return Object.keys(value).length === 1
  return isPlaceholderPoint(value.x, value.y, value.wkb)
}
