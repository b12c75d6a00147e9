import { RecordError } from '../../errors.ts'
import type { Field, JsonObject, JsonValue, Schema } from '../../schema.ts'
import { isJsonObject, ownMember as member } from '../json/json-object.ts'
import { memberPath, quoted } from '../member-path.ts'
import { compilePayloadReader } from './connect-value.ts'

const PRIMITIVES = {
  int8: 'int8',
  int16: 'int16',
  int32: 'int32',
  int64: 'int64',
  float: 'float32',
  double: 'float64',
  boolean: 'boolean',
  string: 'string',
  bytes: 'bytes',
} as const

type PrimitiveName = keyof typeof PRIMITIVES

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map()

/**
 * Kafka Connect's JSON form of a schema → Schema.
 *
 * @param path where the node stands, for messages
 * @throws RecordError `ERR_RECORD_SCHEMA`
 */
export function readSchema(node: JsonValue | undefined, path: string): Schema {
  if (!isJsonObject(node)) throw fault(path, 'a schema is an object with a member "type"')
  const bare = readShape(node, path)
  const fallback = member(node, 'default')
  return fallback === undefined ? bare : { ...bare, default: readDefault(bare, fallback, path) }
}

function readShape(node: JsonObject, path: string): Schema {
  const type = member(node, 'type')
  const base = readBase(node, path)
  switch (type) {
    case 'struct':
      return { ...base, type, fields: readFields(node, path) }
    case 'array':
      return { ...base, type, items: readSchema(member(node, 'items'), `${path}[]`) }
    case 'map':
      return {
        ...base,
        type,
        keys: readSchema(member(node, 'keys'), `${path}[key]`),
        values: readSchema(member(node, 'values'), `${path}[value]`),
      }
    default:
      if (isPrimitive(type)) return { ...base, type: PRIMITIVES[type] }
      throw unknownType(type, path)
  }
}

/** Connect ignores a name that is no string and a version that is no integer; so do we. */
function readBase(node: JsonObject, path: string) {
  const name = member(node, 'name')
  const version = member(node, 'version')
  return {
    optional: member(node, 'optional') === true,
    name: typeof name === 'string' ? name : null,
    version: typeof version === 'number' && Number.isSafeInteger(version) ? version : null,
    parameters: readParameters(member(node, 'parameters'), path),
    default: null,
  }
}

function readParameters(node: JsonValue | undefined, path: string): ReadonlyMap<string, string> {
  if (!isJsonObject(node)) return NO_PARAMETERS
  const parameters = new Map<string, string>()
  for (const [name, value] of Object.entries(node)) {
    if (typeof value !== 'string') {
      throw fault(path, `the parameter ${quoted(name)} must be a string`)
    }
    parameters.set(name, value)
  }
  return parameters
}

function readFields(node: JsonObject, path: string): readonly Field[] {
  const fields = member(node, 'fields')
  if (!Array.isArray(fields)) throw fault(path, 'a struct needs "fields", an array')
  const names = new Set<string>()
  return fields.map((field: JsonValue) => {
    const name = isJsonObject(field) ? member(field, 'field') : undefined
    if (typeof name !== 'string')
      throw fault(path, 'each field of a struct needs "field", its name')
    if (names.has(name)) throw fault(memberPath(path, name), 'two fields have this name')
    names.add(name)
    return { name, schema: readSchema(field, memberPath(path, name)) }
  })
}

function readDefault(schema: Schema, node: JsonValue, path: string) {
  try {
    return compilePayloadReader(schema, `${path}, default`)(node)
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    throw new RecordError('ERR_RECORD_SCHEMA', error.message)
  }
}

function isPrimitive(type: JsonValue | undefined): type is PrimitiveName {
  return typeof type === 'string' && Object.hasOwn(PRIMITIVES, type)
}

function unknownType(type: JsonValue | undefined, path: string): RecordError {
  const known = [...Object.keys(PRIMITIVES), 'struct', 'array', 'map'].join(', ')
  const found = typeof type === 'string' ? `unknown type ${quoted(type)}` : 'no type'
  return fault(path, `${found}; Kafka Connect's JSON names are ${known}`)
}

function fault(path: string, message: string): RecordError {
  return new RecordError('ERR_RECORD_SCHEMA', `${path}: ${message}`)
}
