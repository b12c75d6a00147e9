import type { Schema, Value } from '../../schema.ts'
import type { Column } from '../column.ts'
import { OutOfRange } from './out-of-range.ts'

/** What Debezium writes for a large value of PostgreSQL that an update has not touched. */
export const PLACEHOLDER = '__debezium_unavailable_value'

const BYTES = Buffer.from(PLACEHOLDER)
/** In a uuid column: the name-based UUID of its bytes. */
const UUID = 'b68a35a7-17ad-35b3-af2a-ae46edb4545a'

export function unavailable(column: Column): OutOfRange {
  return new OutOfRange(
    `Column "${column.name}": Debezium sent its placeholder for an unchanged value that it has not read. ` +
      'Set REPLICA IDENTITY FULL on the source table, or let SINK_OUT_OF_RANGE put NULL in its place.',
    null,
    column.name,
  )
}

export function isPlaceholderBytes(bytes: Uint8Array): boolean {
  return bytes.length === BYTES.length && BYTES.equals(bytes)
}

export function isPlaceholderUuid(text: string): boolean {
  return text === PLACEHOLDER || text === UUID
}

/**
 * Recognises the placeholder of an array or a map; null where the schema has none. It is the one element of an array of
 * texts or bytes, in an array of integers there is one for each of its bytes, and in a map it is key and value.
 */
export function placeholderTest(schema: Schema): ((value: Value) => boolean) | null {
  switch (schema.type) {
    case 'map':
      return schema.keys.type === 'string'
        ? (value) => isPlaceholderMap(value as ReadonlyMap<Value, Value>)
        : null
    case 'array':
      return elementTest(schema.items)
    default:
      return null
  }
}

function elementTest({ type }: Schema): ((value: Value) => boolean) | null {
  switch (type) {
    case 'string':
      return (value) => {
        const [only, ...others] = startOf(value)
        return only === PLACEHOLDER && others.length === 0
      }
    case 'bytes':
      return (value) => {
        const [only, ...others] = startOf(value)
        return only instanceof Uint8Array && others.length === 0 && isPlaceholderBytes(only)
      }
    case 'int16':
    case 'int32':
    case 'int64':
      return (value) => {
        const values = value as readonly Value[]
        return values.length === BYTES.length && BYTES.every((byte, at) => values[at] === byte)
      }
    default:
      return null
  }
}

/** The first two elements, which tell whether there is one. */
function startOf(value: Value): readonly Value[] {
  return (value as readonly Value[]).slice(0, 2)
}

function isPlaceholderMap(map: ReadonlyMap<Value, Value>): boolean {
  return map.size === 1 && map.get(PLACEHOLDER) === PLACEHOLDER
}
