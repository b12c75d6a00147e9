import { writeJson } from '../../format/json/write-json.ts'
import { ExactNumber, type JsonValue } from '../../schema.ts'
import { type Encoding, LOSSLESS } from '../../table/encoding.ts'
import type { Column } from '../column.ts'
import type { LoadAs } from '../dialect/load-data.ts'
import { escapeField, NULL_FIELD } from '../tsv.ts'
import { fitFloat, fitNumber } from './decimal-column.ts'
import { keepLength } from './fixed-length.ts'
import { finiteText } from './json-leaf.ts'
import { holdsJsonPlaceholder, isJsonPlaceholder } from './json-placeholder.ts'
import { unavailable } from './placeholder.ts'
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
  encoding: Encoding = LOSSLESS,
): string {
  if (value === null) return NULL_FIELD
  const { outOfRange } = encoding
  if (outOfRange === 'reject') return writeNonNull(value, column, encoding)
  const nullText = column.isNullable ? NULL_FIELD : null
  const write = (present: NonNullable<JsonValue>) => writeNonNull(present, column, encoding)
  const standIns = { limits: column.limits, nullText, as: loadJsonAs(column) }
  return settle(write, outOfRange, standIns)(value)
}

function writeNonNull(value: NonNullable<JsonValue>, column: Column, encoding: Encoding): string {
  const isPlaceholder = encoding.replaces ? holdsJsonPlaceholder : isJsonPlaceholder
  if (isPlaceholder(value)) throw unavailable(encoding, column)
  const field = fieldOf(value, column)
  return column.padded === null ? field : keepLength(field, column, loadJsonAs(column))
}

function fieldOf(value: NonNullable<JsonValue>, column: Column): string {
  switch (column.kind) {
    case 'json':
      return escapeField(writeJson(value))
    case 'binary':
      return Buffer.from(plainText(value)).toString('base64')
    case 'bit':
      throw unmappableBit(column)
    default:
      return plainCell(value, column)
  }
}

function plainCell(value: NonNullable<JsonValue>, column: Column): string {
  if (typeof value === 'string') {
    return escapeField(fitText(value, column))
  }
  if (typeof value === 'object' && !(value instanceof ExactNumber)) {
    return escapeField(writeJson(value))
  }
  if (isTemporal(column)) throw withoutUnit(column)
  if (column.members !== null) return fitText(writeJson(value), column)
  if (typeof value === 'boolean' && column.kind === 'text') return String(value)
  return numberText(typeof value === 'boolean' ? Number(value) : value, column)
}

function numberText(value: number | ExactNumber, column: Column): string {
  const { kind, span, digits } = column
  if (typeof value === 'number' && span !== null && value >= span.least && value <= span.greatest) {
    // The sign of -0, which no integer has, is lost on purpose.
    if (kind === 'integer' && Number.isSafeInteger(value)) return String(value)
    if (kind === 'float' && digits === null) return finiteText(value)
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
  return typeof value === 'string' ? value : writeJson(value)
}
