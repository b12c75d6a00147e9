import { ENUM } from '../../schema/logical-type.ts'
import type { JsonValue, Schema } from '../../schema.ts'
import { isJsonObject } from '../json/json-object.ts'
import { undocumented } from './undocumented.ts'

/** What Avro calls the types; a struct, an enum and a fixed have names of their own. */
const AVRO_NAMES: Readonly<Record<Exclude<Schema['type'], 'struct'>, string>> = {
  int8: 'int',
  int16: 'int',
  int32: 'int',
  int64: 'long',
  float32: 'float',
  float64: 'double',
  boolean: 'boolean',
  string: 'string',
  bytes: 'bytes',
  array: 'array',
  map: 'map',
}

/** The only member of an object, with its name; null for whatever else. */
export function onlyMember(json: JsonValue): readonly [string, JsonValue] | null {
  const [only, another] = isJsonObject(json) ? Object.entries(json) : []
  return only === undefined || another !== undefined ? null : only
}

export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/**
 * The value of a nullable schema, taken out of the object that Avro's JSON encoding puts around it: `{"string":"x"}`,
 * `{"ns.Name":{…}}`. What stands bare stays as it is.
 *
 * @throws RecordError `ERR_RECORD_UNDECODABLE` where the object may as well be the value
 */
export function unwrap(json: JsonValue, schema: Schema, path: string): JsonValue {
  const only = onlyMember(json)
  if (only === null) return json
  const [name, inner] = only
  switch (schema.type) {
    case 'struct': {
      if (schema.name === null || shortName(name) !== shortName(schema.name)) return json
      if (schema.fields.some((field) => field.name === name)) throw ambiguous(path)
      return inner
    }
    case 'map': {
      if (name !== AVRO_NAMES.map || !isJsonObject(inner)) return json
      if (holdsObjects(schema.values)) throw ambiguous(path)
      return inner
    }
    default: {
      // The name of an enum is its own.
      const isName = schema.name === ENUM || name === AVRO_NAMES[schema.type]
      return isName ? inner : json
    }
  }
}

function holdsObjects({ type, optional }: Schema): boolean {
  // A nullable value may stand in an object of its own.
  return type === 'struct' || type === 'map' || optional
}

function ambiguous(path: string) {
  return undocumented(path, 'a union whose branch has the name of a member')
}
