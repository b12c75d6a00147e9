import { DECIMAL_PRECISION, JSON_TEXT } from '../schema/logical-type.ts'
import { DECIMAL, type PrimitiveSchema, TIMESTAMP } from '../schema.ts'
import type { PlainRow, PlainValue } from './plain-value.ts'
import { transformFault } from './transform-fault.ts'

/**
 * Types of fields that a transform adds; a table that is created or evolves gets the column of the type. A decimal is told
 * the digits behind its point, or all of its digits and those.
 */
export type FieldType =
  | 'text'
  | 'int32'
  | 'int64'
  | 'double'
  | 'boolean'
  | 'timestamp'
  | 'json'
  | 'bytes'
  | `decimal(${number})`
  | `decimal(${number},${number})`

/** What the value of such a field is: of a timestamp milliseconds since the epoch, or a Date. */
export type FieldValue<Type extends FieldType> = Type extends 'text'
  ? string
  : Type extends 'int32' | 'double'
    ? number
    : Type extends 'int64'
      ? number | bigint
      : Type extends 'boolean'
        ? boolean
        : Type extends 'timestamp'
          ? number | bigint | Date
          : Type extends 'bytes'
            ? Uint8Array
            : Type extends 'json'
              ? Exclude<PlainValue, Uint8Array | ReadonlyMap<PlainValue, PlainValue>> | PlainRow
              : string | number | bigint

const PLAIN = {
  optional: true,
  name: null,
  version: null,
  parameters: new Map(),
  default: null,
} as const

/** The most that a column of SingleStore has. */
const MOST_PRECISION = 65
const MOST_SCALE = 30

/** @throws RecordError `ERR_RECORD_TRANSFORM` */
export function fieldSchema(type: FieldType): PrimitiveSchema {
  switch (type) {
    case 'text':
      return { ...PLAIN, type: 'string' }
    case 'int32':
    case 'int64':
    case 'boolean':
    case 'bytes':
      return { ...PLAIN, type }
    case 'double':
      return { ...PLAIN, type: 'float64' }
    case 'timestamp':
      return { ...PLAIN, type: 'int64', name: TIMESTAMP, version: 1 }
    case 'json':
      return { ...PLAIN, type: 'string', name: JSON_TEXT, version: 1 }
    default:
      return decimalSchema(type)
  }
}

function decimalSchema(type: string): PrimitiveSchema {
  const [, first = '', second] = /^decimal\((\d{1,2})(?:,(\d{1,2}))?\)$/.exec(type) ?? []
  const precision = second === undefined ? null : Number(first)
  const scale = Number(second ?? first)
  if (
    first === '' ||
    scale > MOST_SCALE ||
    (precision ?? scale) < scale ||
    !isPrecision(precision)
  ) {
    throw transformFault(
      'withField: wants one of the types text, int32, int64, double, boolean, timestamp, json, bytes, and decimal(SCALE) or decimal(PRECISION,SCALE) with at most 65 digits, 30 of them behind the point.',
    )
  }
  const parameters = new Map([['scale', String(scale)]])
  if (precision !== null) parameters.set(DECIMAL_PRECISION, String(precision))
  return { ...PLAIN, type: 'bytes', name: DECIMAL, version: 1, parameters }
}

function isPrecision(precision: number | null): boolean {
  return precision === null || (precision >= 1 && precision <= MOST_PRECISION)
}
