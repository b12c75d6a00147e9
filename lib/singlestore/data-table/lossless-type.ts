import { ENUM_SET, type LogicalType, logicalType } from '../../schema/logical-type.ts'
import { sourceColumn } from '../../schema/source-column.ts'
import type { Schema } from '../../schema.ts'
import { CONNECTOR_TYPES } from './connector-type.ts'
import { decimalType, variableDecimalType } from './decimal-type.ts'
import { binaryType, fixedTextType, textType } from './string-type.ts'

/**
 * A column that keeps every value of the schema as it is.
 * @param keyLength what in a key has no bound gets this one; null outside of keys
 */
export function losslessType(schema: Schema, keyLength: number | null): string {
  const logical = logicalType(schema)
  return logical === null
    ? structuralType(schema, keyLength)
    : typeOfLogical(logical, schema, keyLength)
}

function structuralType(schema: Schema, keyLength: number | null): string {
  switch (schema.type) {
    case 'string':
      return textType(sourceCharacters(schema), keyLength)
    case 'bytes':
      return binaryType(null, keyLength)
    default:
      return CONNECTOR_TYPES[schema.type]
  }
}

/** Null where the source's column is none of characters: then its length bounds no text. */
function sourceCharacters(schema: Schema): number | null {
  const source = sourceColumn(schema)
  return source !== null && CHARACTERS.test(source.type) ? source.length : null
}

/** `VARCHAR`, `BPCHAR`, `NVARCHAR2`, `CHARACTER VARYING`; not `CHAR () FOR BIT DATA`, which may be written in base64. */
const CHARACTERS = /^(?:N|BP|NATIONAL )?(?:VAR)?CHAR(?:ACTER)?2?(?: VARYING)?$/

function typeOfLogical(logical: LogicalType, schema: Schema, keyLength: number | null): string {
  switch (logical.kind) {
    case 'decimal':
      return decimalType(schema, logical, keyLength)
    case 'variable-decimal':
      return variableDecimalType(schema)
    case 'date':
    case 'iso-date':
      return 'DATE'
    case 'time':
      return logical.unit === 'ns' ? NANOSECONDS : 'TIME(6)'
    case 'iso-time':
      return 'TIME(6)'
    case 'timestamp':
      return logical.unit === 'ns' ? NANOSECONDS : 'DATETIME(6)'
    case 'proto-timestamp':
    case 'iso-timestamp':
      return 'DATETIME(6)'
    case 'zoned-time':
      return textType(ZONED_TIME_CHARACTERS, keyLength)
    case 'structured':
      return structuredType(logical.of, keyLength)
    case 'year':
      // YEAR begins in 1901.
      return 'SMALLINT'
    case 'interval':
      return textType(128, keyLength)
    case 'uuid':
      return fixedTextType(36, keyLength)
    case 'enum':
      return textType(symbolCharacters(schema), keyLength)
    case 'json':
      return 'JSON'
    case 'bits':
      return bitsType(logical.length, keyLength)
    case 'unsigned':
      return logical.bits === 64 ? 'BIGINT UNSIGNED' : 'INT UNSIGNED'
    case 'fixed':
      return binaryType(logical.sizeBytes, keyLength)
    case 'vector':
      return logical.dimensions === null
        ? 'JSON'
        : `VECTOR(${logical.dimensions},${logical.element})`
    default:
      return logical satisfies never
  }
}

/** TIME(6) and DATETIME(6) would cut them. */
const NANOSECONDS = 'BIGINT'
/** No type has a time with a zone. */
const ZONED_TIME_CHARACTERS = 32

function structuredType(
  of: Extract<LogicalType, { kind: 'structured' }>['of'],
  keyLength: number | null,
): string {
  switch (of) {
    case 'date':
      return 'DATE'
    case 'time':
      return 'TIME(6)'
    case 'timestamp':
    case 'zoned-timestamp':
      return 'DATETIME(6)'
    case 'zoned-time':
      return textType(ZONED_TIME_CHARACTERS, keyLength)
    default:
      return of satisfies never
  }
}

/** Symbols are added as time goes by: never an ENUM, and room to spare. Null where the symbols of now need more than that. */
function symbolCharacters({ name, parameters }: Schema): number | null {
  const allowed = parameters.get('allowed') ?? ''
  const longest = name === ENUM_SET ? allowed.length : longestOf(allowed.split(','))
  return longest <= SYMBOL_CHARACTERS ? SYMBOL_CHARACTERS : null
}

function longestOf(symbols: readonly string[]): number {
  return symbols.reduce((longest, symbol) => Math.max(longest, symbol.length), 0)
}

const SYMBOL_CHARACTERS = 255

/** Bits up to 64 read as a number; BIT VARYING without a length has 2^31 - 1. */
function bitsType(length: number | null, keyLength: number | null): string {
  if (length === null) return binaryType(null, keyLength)
  return length <= 64 ? 'BIGINT UNSIGNED' : binaryType(Math.ceil(length / 8), keyLength)
}
