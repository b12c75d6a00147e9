import { ExactNumber, type JsonValue } from '../../schema.ts'
import { type Encoding, LOSSLESS } from '../../table/encoding.ts'
import type { Column } from '../column.ts'
import type { LoadAs } from '../dialect/load-data.ts'
import { escapeField, NULL_FIELD } from '../tsv.ts'
import { fitFloat, fitNumber } from './decimal-column.ts'
import { finiteText } from './json-leaf.ts'
import { isArray, jsonText } from './json-text.ts'
import { PLACEHOLDER, unavailable } from './placeholder.ts'
import { settle } from './settle.ts'
import { fitText } from './text-column.ts'
import { isTemporal, unmappableBit, withoutUnit } from './unmappable.ts'

/** How schemaless values reach a column. */
export function loadJsonAs(column: Column): LoadAs {
  return column.kind === 'binary' ? 'base64' : 'text'
}

/**
 * Writes a value that came without a schema as the field of a tab-separated row.
 * @throws RecordError `ERR_RECORD_UNMAPPABLE`, `ERR_RECORD_OUT_OF_RANGE`
 */
export function writeJsonCell(
  value: JsonValue,
  column: Column,
  { outOfRange }: Encoding = LOSSLESS,
): string {
  if (value === null) return NULL_FIELD
  if (outOfRange === 'reject') return writeNonNull(value, column)
  const nullText = column.isNullable ? NULL_FIELD : null
  const write = (present: NonNullable<JsonValue>) => writeNonNull(present, column)
  return settle(write, outOfRange, column.limits, nullText)(value)
}

function writeNonNull(value: NonNullable<JsonValue>, column: Column): string {
  if (isPlaceholder(value)) throw unavailable(column)
  switch (column.kind) {
    case 'json':
      return escapeField(jsonText(value))
    case 'binary':
      return Buffer.from(plainText(value)).toString('base64')
    case 'bit':
      throw unmappableBit(column)
    default:
      return plainCell(value, column)
  }
}

function isPlaceholder(value: NonNullable<JsonValue>): boolean {
  if (typeof value === 'string') return value === PLACEHOLDER
  if (typeof value !== 'object' || !isArray(value)) return false
  return value.length === 1 && value[0] === PLACEHOLDER
}

function plainCell(value: NonNullable<JsonValue>, column: Column): string {
  if (typeof value === 'string') {
    return escapeField(fitText(value, column))
  }
  if (typeof value === 'object' && !(value instanceof ExactNumber)) {
    return escapeField(jsonText(value))
  }
  if (isTemporal(column)) throw withoutUnit(column)
  if (column.members !== null) return fitText(jsonText(value), column)
  if (typeof value === 'boolean' && column.kind === 'text') return String(value)
  return numberText(typeof value === 'boolean' ? Number(value) : value, column)
}

function numberText(value: number | ExactNumber, column: Column): string {
  const { kind, span } = column
  if (typeof value === 'number' && span !== null && value >= span.least && value <= span.greatest) {
    // The sign of -0, which no integer has, is lost on purpose.
    if (kind === 'integer' && Number.isSafeInteger(value)) return String(value)
    if (kind === 'float') return finiteText(value)
  }
  const literal = value instanceof ExactNumber ? value.literal : finiteText(value)
  switch (kind) {
    case 'integer':
    case 'decimal':
      return fitNumber(literal, column)
    case 'float':
      return fitFloat(literal, column)
    default:
      return literal
  }
}

function plainText(value: JsonValue): string {
  return typeof value === 'string' ? value : jsonText(value)
}
