import { ExactNumber, type JsonObject, type JsonValue } from '../../schema.ts'

/** Whether a JSON value is an object, which arrays and ExactNumbers are not. */
export function isJsonObject(json: JsonValue | undefined): json is JsonObject {
  return (
    typeof json === 'object' &&
    json !== null &&
    !Array.isArray(json) &&
    !(json instanceof ExactNumber)
  )
}

/** A member of the object's own; undefined for what every object inherits. */
export function ownMember(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}
