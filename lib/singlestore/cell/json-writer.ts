import { RecordError } from '../../errors.ts'
import { logicalType } from '../../schema/logical-type.ts'
import type { MapSchema, Schema, Value } from '../../schema.ts'
import { type Encoding, LOSSLESS } from '../../table/encoding.ts'
import { jsonLeaf } from './json-leaf.ts'
import { placeholderTest, unavailable } from './placeholder.ts'
import { settle } from './settle.ts'

/** Writes a value of one schema as JSON text. */
export type JsonWriter = (value: Value) => string

/** The same inside of other values. */
type NestedWriter = (value: Value, depth: number) => string

/** As deep as JSON is read elsewhere; recursion so deep is far from the end of the stack. */
const DEEPEST = 1000

/**
 * Compiles the JSON text of a schema: exact digits, bytes as base64, temporals as ISO text, JSON texts as they are;
 * a map with string keys that are never null as an object (not in the profile `connector`), any other as an array of
 * `{"key","value"}`. A schema that leads back to itself is compiled as far as values reach.
 * Writers throw OutOfRange where the policy says so, RecordError `ERR_RECORD_UNMAPPABLE` beyond 1000 levels.
 */
export function compileJsonWriter(schema: Schema, encoding: Encoding = LOSSLESS): JsonWriter {
  const write = new JsonCompiler(encoding).writer(schema)
  return (value) => write(value, 0)
}

class JsonCompiler {
  readonly #encoding: Encoding
  readonly #writers = new Map<Schema, NestedWriter>()

  constructor(encoding: Encoding) {
    this.#encoding = encoding
  }

  writer(schema: Schema): NestedWriter {
    const known = this.#writers.get(schema)
    if (known !== undefined) return known
    const made = this.#guarded(schema, this.#leaf(schema) ?? this.#containerWhenReached(schema))
    this.#writers.set(schema, made)
    return made
  }

  /** A part that is not known would overwrite a part that is stored. */
  #guarded(schema: Schema, write: NestedWriter): NestedWriter {
    const isPlaceholder = this.#encoding.replaces ? placeholderTest(schema) : null
    if (isPlaceholder === null) return write
    return (value, depth) => {
      if (value !== null && isPlaceholder(value)) throw unavailable(this.#encoding, null)
      return write(value, depth)
    }
  }

  #leaf(schema: Schema): NestedWriter | null {
    const leaf = jsonLeaf(schema, logicalType(schema))
    if (leaf === null) return null
    const write = settle(leaf.write, this.#encoding.outOfRange, {
      limits: leaf.limits,
      nullText: 'null',
      as: 'text',
    })
    return (value) => (value === null ? 'null' : write(value))
  }

  #containerWhenReached(schema: Schema): NestedWriter {
    let write: NestedWriter | null = null
    return (value, depth) => {
      if (value === null) return 'null'
      if (depth >= DEEPEST) throw tooDeep()
      write ??= this.#container(schema)
      return write(value, depth + 1)
    }
  }

  #container(schema: Schema): NestedWriter {
    switch (schema.type) {
      case 'array':
        return arrayWriter(this.writer(schema.items))
      case 'map':
        return this.#map(schema)
      case 'struct':
        return structWriter(
          schema.fields.map((field) => [
            `${JSON.stringify(field.name)}:`,
            this.writer(field.schema),
          ]),
        )
      default:
        throw new TypeError(`A schema of type ${schema.type} holds no others.`)
    }
  }

  #map({ keys, values }: MapSchema): NestedWriter {
    const isObject = this.#encoding.profile === 'lossless' && areNames(keys)
    const make = isObject ? objectWriter : pairsWriter
    return make(this.writer(keys), this.writer(values))
  }
}

/** Whether keys become JSON strings that are never null. */
function areNames(keys: Schema): boolean {
  if (keys.type !== 'string' || keys.optional) return false
  switch (logicalType(keys)?.kind) {
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'json':
      return false
    default:
      return true
  }
}

function arrayWriter(write: NestedWriter): NestedWriter {
  return (value, depth) => {
    let text = '['
    let separator = ''
    for (const item of value as readonly Value[]) {
      text += separator + write(item, depth)
      separator = ','
    }
    return `${text}]`
  }
}

function structWriter(
  members: readonly (readonly [label: string, write: NestedWriter])[],
): NestedWriter {
  return (value, depth) => {
    const values = value as readonly Value[]
    let text = '{'
    let index = 0
    for (const [label, write] of members) {
      if (index > 0) text += ','
      text += label + write(values[index] ?? null, depth)
      index += 1
    }
    return `${text}}`
  }
}

function objectWriter(writeKey: NestedWriter, writeValue: NestedWriter): NestedWriter {
  return (value, depth) => {
    let text = '{'
    let separator = ''
    for (const [key, item] of value as ReadonlyMap<Value, Value>) {
      text += `${separator}${writeKey(key, depth)}:${writeValue(item, depth)}`
      separator = ','
    }
    return `${text}}`
  }
}

function pairsWriter(writeKey: NestedWriter, writeValue: NestedWriter): NestedWriter {
  return (value, depth) => {
    let text = '['
    let separator = ''
    for (const [key, item] of value as ReadonlyMap<Value, Value>) {
      text += `${separator}{"key":${writeKey(key, depth)},"value":${writeValue(item, depth)}}`
      separator = ','
    }
    return `${text}]`
  }
}

function tooDeep(): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The value nests deeper than ${DEEPEST} levels, the most that is written as JSON.`,
  )
}
