import type { Schema } from '../../schema.ts'
import { memberPath } from '../member-path.ts'
import { mismatch } from '../mismatch.ts'
import { arrayReader, objectReader, pairsReader, structReader } from './container-reader.ts'
import { logicalReader } from './logical-reader.ts'
import { primitiveReader } from './primitive-reader.ts'
import type { Reader } from './reader.ts'

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
