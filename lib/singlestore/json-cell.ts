import { ExactNumber, type JsonValue } from '../schema.ts'
import type { Column } from './column.ts'
import { fitNumber } from './decimal-column.ts'
import type { LoadAs } from './dialect/load-data.ts'
import { finiteText, jsonText } from './json-text.ts'
import { fitText } from './text-column.ts'
import { escapeField, NULL_FIELD } from './tsv.ts'
import { isTemporal, unmappableBit, withoutUnit } from './unmappable.ts'

/** How schemaless values reach a column. */
export function loadJsonAs(column: Column): LoadAs {
  return column.kind === 'binary' ? 'base64' : 'text'
}

/**
 * Writes a value that came without a schema as the field of a tab-separated row.
 * @throws RecordError `ERR_RECORD_UNMAPPABLE`, `ERR_RECORD_OUT_OF_RANGE`
 */
export function writeJsonCell(value: JsonValue, column: Column): string {
  if (value === null) return NULL_FIELD
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

function plainCell(value: NonNullable<JsonValue>, column: Column): string {
  if (typeof value === 'string') {
    return escapeField(fitText(value, column))
  }
  if (typeof value === 'object' && !(value instanceof ExactNumber)) {
    return escapeField(jsonText(value))
  }
  if (isTemporal(column)) throw withoutUnit(column)
  if (column.members !== null) return fitText(jsonText(value), column)
  if (typeof value === 'boolean') {
    return column.kind === 'text' ? String(value) : value ? '1' : '0'
  }
  // The sign of -0, which no integer has, is lost on purpose.
  if (column.kind === 'integer' && Number.isSafeInteger(value)) return String(value)
  const literal = value instanceof ExactNumber ? value.literal : finiteText(value)
  return column.kind === 'integer' || column.kind === 'decimal'
    ? fitNumber(literal, column)
    : literal
}

function plainText(value: JsonValue): string {
  return typeof value === 'string' ? value : jsonText(value)
}
