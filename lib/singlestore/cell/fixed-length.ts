import type { Column } from '../column.ts'
import type { LoadAs } from '../dialect/load-data.ts'
import { NULL_FIELD } from '../tsv.ts'
import { unmappable } from './unmappable.ts'

/**
 * A field as a column of fixed length takes it whole: of CHAR the server drops the blanks at the end, to BINARY it adds
 * zeros. Any other column takes it as it is.
 * @throws RecordError `ERR_RECORD_UNMAPPABLE`
 */
export function keepLength(field: string, column: Column, as: LoadAs): string {
  if (column.padded === null || field === NULL_FIELD) return field
  if (column.kind !== 'binary') {
    if (!field.endsWith(' ')) return field
    throw unmappable('A text that ends with a blank', column, 'CHAR drops it. Make it a VARCHAR.')
  }
  if (lengthOf(field, as) === column.padded) return field
  throw unmappable(
    'A value of another length',
    column,
    `BINARY would pad it to ${column.padded} bytes. Make it a VARBINARY.`,
  )
}

function lengthOf(field: string, as: LoadAs): number {
  return as === 'base64'
    ? Buffer.byteLength(field, 'base64')
    : Buffer.byteLength(field.replace(/\\./g, '.'))
}
