import { RecordError } from '../../errors.ts'
import type { LogicalType, TimeUnit } from '../../schema/logical-type.ts'
import { ExactNumber, type Schema, type Value } from '../../schema.ts'
import {
  DATE_LIMITS,
  DATETIME_LIMITS,
  DOUBLE_LIMITS,
  type Limits,
  TIME_LIMITS,
} from './column-limits.ts'
import { fineIsoText, fineTimeText, guardInfinity } from './fine-time.ts'
import { isJson } from './is-json.ts'
import { OutOfRange } from './out-of-range.ts'
import { dateText, isoText, timeText } from './temporal-text.ts'
import { variableDecimalText } from './variable-decimal.ts'

/** Writes a value that is not null and holds no others. */
export interface JsonLeaf {
  readonly write: (value: Value) => string
  /** The ends of what it writes; null where there are none. */
  readonly limits: Limits | null
}

const DAYS = quoted(DATE_LIMITS)
const CLOCK = quoted(TIME_LIMITS)
const INSTANTS: Limits = {
  least: isoLimit(DATETIME_LIMITS.least),
  greatest: isoLimit(DATETIME_LIMITS.greatest),
}

/** The JSON of a schema whose values hold no others; null where they do. */
export function jsonLeaf(schema: Schema, logical: LogicalType | null): JsonLeaf | null {
  return logical === null ? primitiveLeaf(schema) : logicalLeaf(schema, logical)
}

function logicalLeaf(schema: Schema, logical: LogicalType): JsonLeaf | null {
  switch (logical.kind) {
    case 'decimal':
      // Plain digits are a JSON number; none is lost, however many there are.
      return leaf(String)
    case 'variable-decimal':
      return leaf((value) => variableDecimalText(value, logical.scaleAt, logical.valueAt))
    case 'date':
      return leaf((value) => `"${dateText(Number(value))}"`, DAYS)
    case 'time':
      return timeLeaf(logical.unit)
    case 'timestamp':
      return timestampLeaf(logical.unit)
    case 'proto-timestamp':
      return leaf((value) => `"${fineIsoText(value as number | bigint, 'ns')}"`, INSTANTS)
    case 'json':
      return leaf(documentText)
    case 'iso-date':
    case 'iso-time':
    case 'iso-timestamp':
    case 'zoned-time':
    case 'structured':
    case 'year':
    case 'interval':
    case 'uuid':
    case 'enum':
    case 'bits':
    case 'unsigned':
    case 'fixed':
    case 'vector':
      return primitiveLeaf(schema)
    default:
      return logical satisfies never
  }
}

function primitiveLeaf({ type }: Schema): JsonLeaf | null {
  switch (type) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'boolean':
      return leaf(String)
    case 'float32':
    case 'float64':
      return leaf(exactText, DOUBLE_LIMITS)
    case 'string':
      return leaf((value) => JSON.stringify(value))
    case 'bytes':
      return leaf((value) => `"${Buffer.from(value as Uint8Array).toString('base64')}"`)
    case 'array':
    case 'map':
    case 'struct':
      return null
    default:
      return type satisfies never
  }
}

function documentText(value: Value): string {
  if (isJson(value as string)) return value as string
  throw new RecordError('ERR_RECORD_UNMAPPABLE', 'A text that its schema calls JSON is none.')
}

function timeLeaf(unit: TimeUnit): JsonLeaf {
  if (unit === 'ms') return leaf((value) => `"${timeText(Number(value))}"`, CLOCK)
  return leaf((value) => `"${fineTimeText(value as number | bigint, unit)}"`, CLOCK)
}

function timestampLeaf(unit: TimeUnit): JsonLeaf {
  switch (unit) {
    case 'ms':
      return leaf((value) => `"${isoText(Number(value))}"`, INSTANTS)
    case 'us':
      return leaf((value) => `"${fineIsoText(value as number | bigint, 'us')}"`, INSTANTS)
    case 'ns':
      return leaf((value) => {
        guardInfinity(value as number | bigint)
        return `"${fineIsoText(value as number | bigint, 'ns')}"`
      }, INSTANTS)
    default:
      return unit satisfies never
  }
}

/** The digits of a number that a double cannot hold, as they were written; of any other as `finiteText`. @throws OutOfRange */
export function exactText(value: Value): string {
  return value instanceof ExactNumber ? value.literal : finiteText(Number(value))
}

/** The shortest text that reads back as the same double; -0 keeps its sign. @throws OutOfRange for NaN and infinities */
export function finiteText(value: number): string {
  if (!Number.isFinite(value)) {
    throw new OutOfRange(
      'NaN and infinities have no place in a SingleStore column.',
      Number.isNaN(value) ? null : value < 0 ? 'least' : 'greatest',
    )
  }
  return Object.is(value, -0) ? '-0' : String(value)
}

function leaf(write: (value: Value) => string, limits: Limits | null = null): JsonLeaf {
  return { write, limits }
}

function quoted({ least, greatest }: Limits): Limits {
  return { least: `"${least}"`, greatest: `"${greatest}"` }
}

function isoLimit(text: string): string {
  return `"${text.replace(' ', 'T')}Z"`
}
