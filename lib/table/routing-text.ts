import { type Decoded, ExactNumber, type JsonObject, type Schema, type Value } from '../schema.ts'
import type { FieldPath } from './field-path.ts'

/** What picks the table of a row: a text; `missing` where nothing stands there, `unfit` where no text, number or boolean does. */
export type RoutingText = { readonly text: string } | 'missing' | 'unfit'

/** Reads the value at a path through structs, through maps by a text key, and through objects without a schema. */
export function routingText(decoded: Decoded, path: FieldPath): RoutingText {
  const found = decoded.schema === null ? objectAt(decoded.value, path) : structAt(decoded, path)
  if (found === null || found === undefined) return 'missing'
  switch (typeof found) {
    case 'string':
      return { text: found }
    case 'number':
    case 'bigint':
    case 'boolean':
      return { text: String(found) }
    default:
      return found instanceof ExactNumber ? { text: found.literal } : 'unfit'
  }
}

function structAt(
  { schema: top, value: whole }: { readonly schema: Schema; readonly value: Value },
  path: FieldPath,
): Value | undefined {
  let schema = top
  let value: Value | undefined = whole
  for (const name of path) {
    if (value === null || value === undefined) return undefined
    switch (schema.type) {
      case 'struct': {
        const place = schema.fields.findIndex((field) => field.name === name)
        const field = schema.fields[place]
        if (field === undefined) return undefined
        value = (value as readonly Value[])[place]
        schema = field.schema
        break
      }
      case 'map':
        value = (value as ReadonlyMap<Value, Value>).get(name)
        schema = schema.values
        break
      default:
        return undefined
    }
  }
  return value
}

function objectAt(whole: unknown, path: FieldPath): unknown {
  let value = whole
  for (const name of path) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber)
}
