import { DATE, DECIMAL, type Schema, TIME, TIMESTAMP } from '../../schema.ts'
import { decimalReader, decimalScale } from './decimal-reader.ts'
import { INT32, INT64, integerReader } from './integer-reader.ts'
import type { Reader } from './reader.ts'

const DAY = { ...INT32, type: 'Date (days since 1970)' }
/** The end of the day is included, as Connect includes it. */
const TIME_OF_DAY = { type: 'Time (ms since midnight)', least: 0n, most: 86_400_000n }
const INSTANT = { ...INT64, type: 'Timestamp (ms since 1970)' }

/**
 * Reads Kafka Connect's logical types, which go by name alone, whatever the base type says; null for any other schema.
 *
 * @throws RecordError `ERR_RECORD_SCHEMA` where a Decimal has no scale
 */
export function logicalReader(schema: Schema, path: string): Reader | null {
  switch (schema.name) {
    case DECIMAL:
      return decimalReader(decimalScale(schema.parameters, path), path)
    case DATE:
      return integerReader(DAY, path)
    case TIME:
      return integerReader(TIME_OF_DAY, path)
    case TIMESTAMP:
      return integerReader(INSTANT, path)
    default:
      return null
  }
}
