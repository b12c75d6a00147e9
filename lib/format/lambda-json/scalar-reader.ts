import { ExactNumber, type JsonValue, type PrimitiveSchema } from '../../schema.ts'
import { INT64, integerReader } from '../connect-json/integer-reader.ts'
import { primitiveReader } from '../connect-json/primitive-reader.ts'
import type { Reader } from '../connect-json/reader.ts'
import { undocumented } from './undocumented.ts'

const DIGITS = /^-?(?:0|[1-9]\d{0,30})$/
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

const UINT32 = { type: 'uint32', least: 0n, most: 2n ** 32n - 1n }
const UINT64 = { type: 'uint64', least: 0n, most: 2n ** 64n - 1n }

/** Reads a primitive type that has no logical type; a number also as text, as Protobuf's JSON writes 64 bits. */
export function scalarReader({ type }: PrimitiveSchema, path: string): Reader {
  switch (type) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return lenient(primitiveReader(type, path), DIGITS)
    case 'float32':
    case 'float64':
      return lenient(primitiveReader(type, path), NUMBER)
    case 'bytes':
      return () => {
        throw undocumented(path, 'bytes')
      }
    case 'boolean':
    case 'string':
      return primitiveReader(type, path)
    default:
      return type satisfies never
  }
}

/** Reads Protobuf's unsigned integers. */
export function unsignedReader(bits: 32 | 64, path: string): Reader {
  return lenient(integerReader(bits === 32 ? UINT32 : UINT64, path), DIGITS)
}

/** Reads the numbers that count days or units of time. */
export function countReader(path: string): Reader {
  return lenient(integerReader(INT64, path), DIGITS)
}

function lenient(read: Reader, numeral: RegExp): Reader {
  return (json) => read(typeof json === 'string' ? asNumber(json, numeral) : json)
}

function asNumber(text: string, numeral: RegExp): JsonValue {
  return numeral.test(text) ? new ExactNumber(text) : text
}
