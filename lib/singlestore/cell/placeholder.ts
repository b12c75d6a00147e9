import { RecordError } from '../../errors.ts'
import { logicalType } from '../../schema/logical-type.ts'
import type { Schema, Value } from '../../schema.ts'
import type { Encoding } from '../../table/encoding.ts'
import type { Column } from '../column.ts'
import { OutOfRange } from './out-of-range.ts'
import { isPlaceholderStruct } from './placeholder-geometry.ts'

/** What Debezium writes for a large value of PostgreSQL that an update has not touched. */
export const PLACEHOLDER = '__debezium_unavailable_value'
/** The same as JSON text. */
const QUOTED = `"${PLACEHOLDER}"`
/** In a uuid column: the name-based UUID of its bytes. */
const UUID = 'b68a35a7-17ad-35b3-af2a-ae46edb4545a'

const BYTES = Buffer.from(PLACEHOLDER)
const BASE64 = BYTES.toString('base64')

const WHAT =
  'Debezium sent its placeholder for an unchanged value that it has not read. Set REPLICA IDENTITY FULL on the source table, ' +
  "or leave the column out (Debezium's column.exclude.list, SINK_FIELDS_WHITELIST)."

/** Nothing is nearest to it, and NULL would overwrite what a stored row has: OutOfRange only where NULL is asked for and does not. */
export function unavailable(
  { outOfRange, replaces }: Encoding,
  column: Column | null,
): RecordError {
  const what = column === null ? WHAT : `Column "${column.name}": ${WHAT}`
  if (outOfRange === 'null' && !replaces) return new OutOfRange(what, null, column?.name, '')
  const why = replaces
    ? 'NULL in its place would overwrite what is stored: under SINK_UPSERT it is refused, whatever SINK_OUT_OF_RANGE says.'
    : 'SINK_OUT_OF_RANGE=null puts NULL in its place.'
  return new RecordError(
    'ERR_RECORD_OUT_OF_RANGE',
    `${what} ${why}`,
    column === null ? {} : { coordinates: { column: column.name } },
  )
}

/** Its form as a text. */
export function isPlaceholderText(text: Value): boolean {
  return text === PLACEHOLDER || text === QUOTED
}

/** Its forms as a text of which no schema says more: a UUID or base64 may be meant. */
export function isPlaceholderString(text: string): boolean {
  return text === PLACEHOLDER || text === QUOTED || text === UUID || text === BASE64
}

/** Its form as an array of numbers: one for each of its bytes. */
export function isPlaceholderBytes(bytes: ArrayLike<unknown>): boolean {
  return bytes.length === BYTES.length && BYTES.every((byte, at) => bytes[at] === byte)
}

/**
 * Recognises the placeholder among the values of a schema; null where it has none. It is the one element of an array of
 * texts or bytes, in an array of numbers there is one for each of its bytes, in a map it is key and value, and geometries
 * are a point that nothing lies at.
 * @see Debezium, `UnchangedToastedPlaceholder`
 */
export function placeholderTest(schema: Schema): ((value: Value) => boolean) | null {
  switch (schema.type) {
    case 'string':
      return logicalType(schema)?.kind === 'uuid' ? isPlaceholderUuid : isPlaceholderText
    case 'bytes':
      return (value) => value instanceof Uint8Array && isPlaceholderBytes(value)
    case 'map':
      return schema.keys.type === 'string'
        ? (value) => isPlaceholderMap(value as ReadonlyMap<Value, Value>)
        : null
    case 'struct':
      return isPlaceholderStruct(schema)
    case 'array':
      return elementTest(schema.items)
    default:
      return null
  }
}

function elementTest(items: Schema): ((value: Value) => boolean) | null {
  const logical = logicalType(items)
  if (logical?.kind === 'decimal') return numbersTest(Number)
  if (logical?.kind === 'variable-decimal') {
    return numbersTest((item) => oneByte(item, logical.scaleAt, logical.valueAt))
  }
  switch (items.type) {
    case 'string':
    case 'bytes': {
      const isPlaceholder = placeholderTest(items)
      return (value) => {
        const values = value as readonly Value[]
        return values.length === 1 && (isPlaceholder?.(values[0] ?? null) ?? false)
      }
    }
    case 'int16':
    case 'int32':
    case 'int64':
    case 'float32':
    case 'float64':
      return (value) => isPlaceholderBytes(value as readonly Value[])
    default:
      return null
  }
}

function numbersTest(numberOf: (item: Value) => number | null): (value: Value) => boolean {
  return (value) => {
    const values = value as readonly Value[]
    return (
      values.length === BYTES.length &&
      isPlaceholderBytes(values.map((item) => (item === null ? null : numberOf(item))))
    )
  }
}

/** The whole number of one byte that a decimal of variable scale is; null where it is another. */
function oneByte(decimal: Value, scaleAt: number, valueAt: number): number | null {
  const members = decimal as readonly Value[]
  const bytes = members[valueAt]
  const isOne = members[scaleAt] === 0 && bytes instanceof Uint8Array && bytes.length === 1
  return isOne ? (bytes[0] ?? null) : null
}

function isPlaceholderUuid(text: Value): boolean {
  return isPlaceholderText(text) || text === UUID
}

function isPlaceholderMap(map: ReadonlyMap<Value, Value>): boolean {
  return map.size === 1 && map.get(PLACEHOLDER) === PLACEHOLDER
}
