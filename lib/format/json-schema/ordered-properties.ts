import type { JsonValue } from '../../schema.ts'
import { isJsonObject, ownMember } from '../json/json-object.ts'

/**
 * Properties in the order of `connect.index`; one without stands where the text has it. Names that look like array
 * indexes (`0`, `17`) come first all the same: the parser of JSON moves them.
 */
export function orderedProperties(
  properties: ReadonlyMap<string, JsonValue>,
): readonly (readonly [string, JsonValue])[] {
  return [...properties]
    .map((property, position) => ({ property, index: connectIndex(property[1]) ?? position }))
    .toSorted((left, right) => left.index - right.index)
    .map(({ property }) => property)
}

function connectIndex(schema: JsonValue): number | undefined {
  const index = isJsonObject(schema) ? ownMember(schema, 'connect.index') : undefined
  return typeof index === 'number' ? index : undefined
}
