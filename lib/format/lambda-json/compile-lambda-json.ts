import type { Field, JsonValue, MapSchema, Schema, StructSchema, Value } from '../../schema.ts'
import { chargedWhole } from '../connect-json/charged-reader.ts'
import { arrayReader, entriesReader, objectReader } from '../connect-json/container-reader.ts'
import type { Reader } from '../connect-json/reader.ts'
import { followed } from '../followed.ts'
import { memberPath } from '../member-path.ts'
import { mismatch } from '../mismatch.ts'
import { relocated } from '../relocated.ts'
import { LIST_WEIGHT, ValueBudget } from '../value-budget.ts'
import { logicalValueReader } from './logical-value.ts'
import { messageReader } from './message-reader.ts'
import { scalarReader } from './scalar-reader.ts'
import { isUnion, unionReader } from './union-reader.ts'
import { unwrap } from './unwrap.ts'

/**
 * Reads the JSON that Lambda makes of Avro and Protobuf values with EventRecordFormat=JSON, by the schema that their own
 * codec gives. AWS does not document that JSON: where every rendering in use means the same, each is read; where they
 * differ in meaning (bytes, decimals as text, times without a zone, bare unions of several types), or a member is not
 * of the schema, the record is refused.
 *
 * An absent member is the default of its schema, or null where that is allowed.
 *
 * @throws RecordError `ERR_RECORD_SCHEMA`; what it gives throws `ERR_RECORD_UNDECODABLE`, `ERR_RECORD_OUT_OF_RANGE`
 */
export function compileLambdaJson(schema: Schema): (json: JsonValue) => Value {
  const budget = new ValueBudget()
  const read = followed(compile(schema, 'value', { known: new Map(), budget }))
  return (json) => {
    budget.reset()
    return read(json)
  }
}

/** A record or message: where it was met first, and how it is read. */
interface Struct {
  readonly path: string
  read: Reader
}

interface Structs {
  /** By their fields, which the variants of a struct, nullable and not, share. */
  readonly known: Map<readonly Field[], Struct>
  readonly budget: ValueBudget
}

function compile(schema: Schema, path: string, structs: Structs): Reader {
  const read = logicalValueReader(schema, path) ?? bareReader(schema, path, structs)
  const substitute = schema.default
  if (!schema.optional) {
    return (json) => {
      if (json !== null && json !== undefined) return read(json)
      if (substitute !== null) return substitute
      throw mismatch(path, schema.type, json)
    }
  }
  const isBare = schema.type === 'struct' && isUnion(schema)
  return (json) => {
    if (json === null || json === undefined) return substitute
    return read(isBare ? json : unwrap(json, schema, path))
  }
}

function bareReader(schema: Schema, path: string, structs: Structs): Reader {
  switch (schema.type) {
    case 'struct':
      return structReader(schema, path, structs)
    case 'array':
      return arrayReader(compile(schema.items, `${path}[]`, structs), path)
    case 'map':
      return mapReader(schema, path, structs)
    default:
      return scalarReader(schema, path)
  }
}

function structReader(schema: StructSchema, path: string, structs: Structs): Reader {
  const known = structs.known.get(schema.fields)
  if (known !== undefined) {
    return relocated((json: JsonValue | undefined) => known.read(json), known.path, path)
  }
  const entry: Struct = { path, read: () => null }
  structs.known.set(schema.fields, entry)
  const read = isUnion(schema)
    ? unionReader(
        schema,
        schema.fields.map(({ name, schema }) => compile(schema, memberPath(path, name), structs)),
        path,
      )
    : messageReader(schema.fields, ({ schema }, at) => compile(schema, at, structs), path)
  entry.read = chargedWhole(read, LIST_WEIGHT + schema.fields.length, structs.budget, path)
  return (json) => entry.read(json)
}

/** An object, whose names are the keys as text, or an array of `{"key","value"}`. */
function mapReader({ keys, values }: MapSchema, path: string, structs: Structs): Reader {
  const readKey = compile(keys, `${path}[key]`, structs)
  const readValue = compile(values, `${path}[value]`, structs)
  const readName: Reader = (name) => readKey(keys.type === 'boolean' ? booleanOf(name) : name)
  const readObject = objectReader(readName, readValue, path)
  const readEntries = entriesReader(readKey, readValue, path)
  return (json) => (Array.isArray(json) ? readEntries(json) : readObject(json))
}

function booleanOf(name: JsonValue | undefined): JsonValue | undefined {
  if (name === 'true') return true
  return name === 'false' ? false : name
}
