import { RecordError } from '../errors.ts'
import {
  DATE,
  DECIMAL,
  ExactNumber,
  type JsonValue,
  type Schema,
  TIME,
  TIMESTAMP,
  type Value,
} from '../schema.ts'
import { dateText, isoText, timeText } from './temporal-text.ts'

/** Writes a value of one schema as JSON text. */
export type JsonWriter = (value: Value) => string

const LOGICAL_WRITERS: ReadonlyMap<string, JsonWriter> = new Map<string, JsonWriter>([
  // Plain digits are a JSON number; none is lost, however many there are.
  [DECIMAL, String],
  [DATE, (value) => `"${dateText(Number(value))}"`],
  [TIME, (value) => `"${timeText(Number(value))}"`],
  [TIMESTAMP, (value) => `"${isoText(Number(value))}"`],
])

/**
 * Compiles the JSON text of a schema: exact digits, bytes as base64, temporals as ISO text,
 * a map with string keys that are never null as an object, any other as an array of `{"key","value"}`.
 */
export function compileJsonWriter(schema: Schema): JsonWriter {
  const logical = schema.name === null ? undefined : LOGICAL_WRITERS.get(schema.name)
  const write = logical ?? structuralWriter(schema)
  return (value) => (value === null ? 'null' : write(value))
}

function structuralWriter(schema: Schema): JsonWriter {
  switch (schema.type) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'boolean':
      return String
    case 'float32':
    case 'float64':
      return (value) => finiteText(Number(value))
    case 'string':
      return (value) => JSON.stringify(value)
    case 'bytes':
      return (value) => `"${Buffer.from(value as Uint8Array).toString('base64')}"`
    case 'array': {
      const write = compileJsonWriter(schema.items)
      return (value) => `[${(value as readonly Value[]).map(write).join(',')}]`
    }
    case 'map':
      return mapWriter(
        compileJsonWriter(schema.keys),
        compileJsonWriter(schema.values),
        schema.keys,
      )
    case 'struct': {
      const members = schema.fields.map(
        (field) => [`${JSON.stringify(field.name)}:`, compileJsonWriter(field.schema)] as const,
      )
      return (value) => {
        const values = value as readonly Value[]
        return `{${members.map(([name, write], index) => name + write(values[index] ?? null)).join(',')}}`
      }
    }
    default:
      return schema satisfies never
  }
}

function mapWriter(writeKey: JsonWriter, writeValue: JsonWriter, keys: Schema): JsonWriter {
  const isLogical = keys.name !== null && LOGICAL_WRITERS.has(keys.name)
  if (keys.type === 'string' && !keys.optional && !isLogical) {
    return (value) => {
      const entries = [...(value as ReadonlyMap<Value, Value>)]
      return `{${entries.map(([key, item]) => `${writeKey(key)}:${writeValue(item)}`).join(',')}}`
    }
  }
  return (value) => {
    const entries = [...(value as ReadonlyMap<Value, Value>)]
    return `[${entries
      .map(([key, item]) => `{"key":${writeKey(key)},"value":${writeValue(item)}}`)
      .join(',')}]`
  }
}

/** The shortest text that reads back as the same double; -0 keeps its sign. @throws RecordError for NaN and infinities */
export function finiteText(value: number): string {
  if (!Number.isFinite(value)) {
    throw new RecordError(
      'ERR_RECORD_OUT_OF_RANGE',
      'NaN and infinities have no place in a SingleStore column.',
    )
  }
  return Object.is(value, -0) ? '-0' : String(value)
}

/** The text of a value that came without a schema; exact numbers keep their literal. */
export function jsonText(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return finiteText(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof ExactNumber) return value.literal
  if (isArray(value)) return `[${value.map(jsonText).join(',')}]`
  const members = Object.entries(value).map(
    ([name, item]) => `${JSON.stringify(name)}:${jsonText(item)}`,
  )
  return `{${members.join(',')}}`
}

/** `Array.isArray` that keeps a readonly array's element type. */
export function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
