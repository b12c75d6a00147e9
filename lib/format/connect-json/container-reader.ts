import type { JsonValue, Value } from '../../schema.ts'
import { isJsonObject, ownMember } from '../json/json-object.ts'
import { mismatch } from '../mismatch.ts'
import type { Reader } from './reader.ts'

/** Reads an object into an array in the order of `fields`; members that no field names are ignored, as Connect does. */
export function structReader(
  fields: readonly { readonly name: string; readonly read: Reader }[],
  path: string,
): Reader {
  if (fields.some(({ name }) => name in Object.prototype)) return ownMembersReader(fields, path)
  return (json) => {
    if (!isJsonObject(json)) throw mismatch(path, 'struct', json)
    const values: Value[] = []
    for (const { name, read } of fields) values.push(read(json[name]))
    return values
  }
}

/** Only a name that every object inherits needs the slower question whether it is the object's own. */
function ownMembersReader(
  fields: readonly { readonly name: string; readonly read: Reader }[],
  path: string,
): Reader {
  return (json) => {
    if (!isJsonObject(json)) throw mismatch(path, 'struct', json)
    return fields.map(({ name, read }) => read(Object.hasOwn(json, name) ? json[name] : undefined))
  }
}

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

/** Reads a map as an array of objects of `key` and `value`, as Confluent's JSON Schema converter writes it. */
export function entriesReader(keys: Reader, values: Reader, path: string): Reader {
  return (json) => {
    if (!isArray(json)) throw mismatch(path, 'map as an array of {key, value}', json)
    return new Map(json.map((entry) => readEntry(entry, keys, values, path)))
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

function readEntry(
  entry: JsonValue,
  keys: Reader,
  values: Reader,
  path: string,
): readonly [Value, Value] {
  if (!isJsonObject(entry) || !isEntry(Object.keys(entry))) {
    throw mismatch(`${path}[]`, 'object of exactly "key" and "value"', entry)
  }
  return [keys(ownMember(entry, 'key')), values(ownMember(entry, 'value'))]
}

function isEntry(names: readonly string[]): boolean {
  return names.length === 2 && names.includes('key') && names.includes('value')
}

function isArray(json: JsonValue | undefined): json is readonly JsonValue[] {
  return Array.isArray(json)
}
