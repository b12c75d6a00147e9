import type { JsonObject, JsonValue, Value } from '../schema.ts'
import { isJsonObject } from './json-object.ts'
import { mismatch } from './mismatch.ts'
import type { Reader } from './reader.ts'

/** Reads an object into an array in the order of `fields`; members that no field names are ignored, as Connect does. */
export function structReader(
  fields: readonly { readonly name: string; readonly read: Reader }[],
  path: string,
): Reader {
  const members = fields.map(({ name, read }) => memberReader(name, read))
  return (json) => {
    if (!isJsonObject(json)) throw mismatch(path, 'struct', json)
    return members.map((read) => read(json))
  }
}

/** Only a name that every object inherits needs the slower question whether it is the object's own. */
function memberReader(name: string, read: Reader): (object: JsonObject) => Value {
  if (name in Object.prototype) {
    return (object) => read(Object.hasOwn(object, name) ? object[name] : undefined)
  }
  return (object) => read(object[name])
}

/** Reads an array; null items are for the reader of items to judge. */
export function arrayReader(items: Reader, path: string): Reader {
  return (json) => {
    if (!isArray(json)) throw mismatch(path, 'array', json)
    return json.map(items)
  }
}

/** Reads a map whose keys are strings: an object. */
export function objectReader(keys: Reader, values: Reader, path: string): Reader {
  return (json) => {
    if (!isJsonObject(json)) throw mismatch(path, 'map as an object', json)
    return new Map(Object.entries(json).map(([key, value]) => [keys(key), values(value)]))
  }
}

/** Reads a map whose keys are anything else: an array of pairs. */
export function pairsReader(keys: Reader, values: Reader, path: string): Reader {
  return (json) => {
    if (!isArray(json)) throw mismatch(path, 'map as an array of pairs', json)
    return new Map(json.map((pair) => readPair(pair, keys, values, path)))
  }
}

function readPair(
  pair: JsonValue,
  keys: Reader,
  values: Reader,
  path: string,
): readonly [Value, Value] {
  if (!isArray(pair) || pair.length !== 2) throw mismatch(`${path}[]`, 'pair of two', pair)
  return [keys(pair[0]), values(pair[1])]
}

function isArray(json: JsonValue | undefined): json is readonly JsonValue[] {
  return Array.isArray(json)
}
