import { RecordError } from '../errors.ts'
import { ExactNumber, type JsonValue } from '../schema.ts'
import type { Column } from './column.ts'
import { fitDecimal } from './decimal-column.ts'
import type { LoadAs } from './dialect/load-data.ts'
import { finiteText, jsonText } from './json-text.ts'
import { zonedToUtc } from './temporal-text.ts'
import { escapeField, NULL_FIELD } from './tsv.ts'

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
  if (column.kind === 'json') return escapeField(jsonText(value))
  if (column.kind === 'binary') return Buffer.from(plainText(value)).toString('base64')
  if (typeof value === 'string') {
    const zoned = column.kind === 'datetime' ? zonedToUtc(value) : null
    return escapeField(zoned ?? value)
  }
  if (typeof value === 'boolean') {
    return column.kind === 'text' ? String(value) : value ? '1' : '0'
  }
  if (typeof value === 'number' || value instanceof ExactNumber) return numberCell(value, column)
  return escapeField(jsonText(value))
}

function plainText(value: JsonValue): string {
  return typeof value === 'string' ? value : jsonText(value)
}

function numberCell(value: number | ExactNumber, column: Column): string {
  switch (column.kind) {
    case 'date':
    case 'time':
    case 'datetime':
      // The server would read the digits as year, month, day …: a wrong date and no error.
      throw new RecordError(
        'ERR_RECORD_UNMAPPABLE',
        `A number without a schema cannot become the ${column.kind} column "${column.name}": its unit is unknown. ` +
          'Send ISO text, or a schema with a logical type, or make the column a BIGINT.',
        { coordinates: { column: column.name } },
      )
    case 'decimal': {
      const literal = value instanceof ExactNumber ? value.literal : finiteText(value)
      return /e/i.test(literal) ? literal : fitDecimal(literal, column)
    }
    default:
      return value instanceof ExactNumber ? value.literal : finiteText(value)
  }
}
