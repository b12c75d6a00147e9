import { DATE, DECIMAL, type Schema, TIME, TIMESTAMP } from '../schema.ts'
import { arrayReader, objectReader, pairsReader, structReader } from './container-reader.ts'
import { decimalReader, decimalScale } from './decimal-reader.ts'
import { INT32, INT64, integerReader } from './integer-reader.ts'
import { memberPath } from './member-path.ts'
import { mismatch } from './mismatch.ts'
import { primitiveReader } from './primitive-reader.ts'
import type { Reader } from './reader.ts'

const DAY = { ...INT32, type: 'Date (days since 1970)' }
/** The end of the day is included, as Connect includes it. */
const TIME_OF_DAY = { type: 'Time (ms since midnight)', least: 0n, most: 86_400_000n }
const INSTANT = { ...INT64, type: 'Timestamp (ms since 1970)' }

/**
 * Makes the reader of payloads that follow a schema. Stricter than Connect where Connect changes data silently: what
 * would wrap, be truncated, or turn into 0, false or null is refused.
 *
 * @param path where the node stands, for messages
 * @throws RecordError `ERR_RECORD_SCHEMA` where a Decimal has no scale
 */
export function compileReader(schema: Schema, path: string): Reader {
  const read = logicalReader(schema, path) ?? structuralReader(schema, path)
  // A default stands in for null and for what is absent even where null is allowed: Connect's rule.
  const substitute = schema.default
  if (substitute !== null || schema.optional) {
    return (json) => (json === null || json === undefined ? substitute : read(json))
  }
  return (json) => {
    if (json !== null && json !== undefined) return read(json)
    throw mismatch(path, `${schema.type} (required, without a default)`, json)
  }
}

/** Logical types go by name alone, whatever the base type says. */
function logicalReader(schema: Schema, path: string): Reader | null {
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

function structuralReader(schema: Schema, path: string): Reader {
  switch (schema.type) {
    case 'struct': {
      const fields = schema.fields.map(({ name, schema: field }) => ({
        name,
        read: compileReader(field, memberPath(path, name)),
      }))
      return structReader(fields, path)
    }
    case 'array':
      return arrayReader(compileReader(schema.items, `${path}[]`), path)
    case 'map': {
      const keys = compileReader(schema.keys, `${path}[key]`)
      const values = compileReader(schema.values, `${path}[value]`)
      const makeReader = schema.keys.type === 'string' ? objectReader : pairsReader
      return makeReader(keys, values, path)
    }
    default:
      return primitiveReader(schema.type, path)
  }
}
