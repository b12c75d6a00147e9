import { RecordError } from '../../errors.ts'
import { isJsonObject, ownMember } from '../../format/json/json-object.ts'
import type { JsonObject, JsonValue } from '../../schema.ts'
import type { FieldPath } from '../../table/field-path.ts'

/** The member at a path; undefined where it is absent, null where something on the way is null. */
export function memberAtPath(object: JsonObject, path: FieldPath): JsonValue | undefined {
  let value: JsonValue | undefined = object
  for (const name of path) {
    if (value === null) return null
    if (!isJsonObject(value)) return undefined
    value = ownMember(value, name)
  }
  return value
}

/**
 * The member of a column's name, which letter case does not tell apart: the very name goes before one of another case.
 * @throws RecordError `ERR_RECORD_UNMAPPABLE` where two of another case mean the column
 */
export function memberOfColumn(object: JsonObject, column: string): JsonValue | undefined {
  if (Object.hasOwn(object, column)) return object[column]
  const folded = column.toLowerCase()
  const [name, another] = Object.keys(object).filter((other) => other.toLowerCase() === folded)
  if (another !== undefined) throw sameColumn(column)
  return name === undefined ? undefined : object[name]
}

/** Two members that mean one column. */
export function sameColumn(column: string): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `Two members of the value differ only in letter case and mean the same column "${column}".`,
    { coordinates: { column } },
  )
}
