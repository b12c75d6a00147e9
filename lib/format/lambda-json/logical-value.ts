import { type LogicalType, logicalType, PROTOBUF_TYPE } from '../../schema/logical-type.ts'
import type { Schema } from '../../schema.ts'
import { decimalReader, decimalScale } from '../connect-json/decimal-reader.ts'
import { logicalReader } from '../connect-json/logical-reader.ts'
import type { Reader } from '../connect-json/reader.ts'
import { isoDays, isoTime, isoTimestamp } from './iso-text.ts'
import { countReader, unsignedReader } from './scalar-reader.ts'
import { undocumented } from './undocumented.ts'

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Reads what a logical type makes more of than its base type; null where the base type says how it is read. */
export function logicalValueReader(schema: Schema, path: string): Reader | null {
  const logical = logicalType(schema)
  if (logical === null) return null
  switch (logical.kind) {
    case 'decimal':
      return numberOnly(decimalReader(decimalScale(schema.parameters, path), path), path)
    case 'date':
    case 'time':
    case 'timestamp':
    case 'proto-timestamp':
      return temporalReader(schema, logical, path)
    case 'unsigned':
      return unsignedReader(logical.bits, path)
    case 'uuid':
      return textReader(UUID, 'a UUID that is none as text', path)
    case 'enum':
      return textReader(/(?:)/, 'an enum that is no text', path)
    case 'variable-decimal':
      return refusing('a decimal of variable scale', path)
    case 'bits':
    case 'fixed':
      return refusing('bytes', path)
    case 'iso-date':
    case 'iso-time':
    case 'iso-timestamp':
    case 'zoned-time':
    case 'structured':
    case 'year':
    case 'interval':
    case 'vector':
      return null
    case 'json':
      return schema.parameters.has(PROTOBUF_TYPE) ? refusing('a google.protobuf.Value', path) : null
    default:
      return logical satisfies never
  }
}

type Temporal = Extract<
  LogicalType,
  { readonly kind: 'date' | 'time' | 'timestamp' | 'proto-timestamp' }
>

/** The number that the base type counts, or ISO text. A Timestamp of Protobuf counts nothing by itself. */
function temporalReader(schema: Schema, logical: Temporal, path: string): Reader {
  const readCount = logicalReader(schema, path) ?? countReader(path)
  return (json) => {
    if (typeof json === 'string') {
      const count = isoCount(json, logical)
      if (count === null) throw undocumented(path, `a ${logical.kind} that is no complete ISO text`)
      return count
    }
    if (logical.kind === 'proto-timestamp') {
      throw undocumented(path, 'a google.protobuf.Timestamp that is no text')
    }
    return readCount(json)
  }
}

function isoCount(text: string, logical: Temporal): number | bigint | null {
  switch (logical.kind) {
    case 'date':
      return isoDays(text)
    case 'time':
      return isoTime(text, logical.unit)
    case 'timestamp':
      return isoTimestamp(text, logical.unit)
    case 'proto-timestamp':
      return isoTimestamp(text, 'ns')
    default:
      return logical satisfies never
  }
}

/** A text could be digits, base64 or the bytes themselves. */
function numberOnly(read: Reader, path: string): Reader {
  return (json) => {
    if (typeof json === 'string') throw undocumented(path, 'a decimal that is no number')
    return read(json)
  }
}

function textReader(wanted: RegExp, what: string, path: string): Reader {
  return (json) => {
    if (typeof json === 'string' && wanted.test(json)) return json
    throw undocumented(path, what)
  }
}

function refusing(what: string, path: string): Reader {
  return () => {
    throw undocumented(path, what)
  }
}
