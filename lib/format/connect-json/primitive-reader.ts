import type { PrimitiveType } from '../../schema.ts'
import { decodeBase64 } from '../base64.ts'
import { mismatch } from '../mismatch.ts'
import { float32Reader, float64Reader } from './float-reader.ts'
import { INT8, INT16, INT32, INT64, integerReader } from './integer-reader.ts'
import type { Reader } from './reader.ts'

/** Reads one of Connect's primitive types. */
export function primitiveReader(type: PrimitiveType, path: string): Reader {
  switch (type) {
    case 'int8':
      return integerReader(INT8, path)
    case 'int16':
      return integerReader(INT16, path)
    case 'int32':
      return integerReader(INT32, path)
    case 'int64':
      return integerReader(INT64, path)
    case 'float32':
      return float32Reader(path)
    case 'float64':
      return float64Reader(path)
    case 'boolean':
      return booleanReader(path)
    case 'string':
      return stringReader(path)
    case 'bytes':
      return bytesReader(path)
  }
}

function booleanReader(path: string): Reader {
  return (json) => {
    if (typeof json === 'boolean') return json
    throw mismatch(path, 'boolean', json)
  }
}

function stringReader(path: string): Reader {
  return (json) => {
    if (typeof json === 'string') return json
    throw mismatch(path, 'string', json)
  }
}

function bytesReader(path: string): Reader {
  return (json) => {
    const bytes = typeof json === 'string' ? decodeBase64(json) : null
    if (bytes !== null) return bytes
    throw mismatch(path, 'bytes as a base64 string', json)
  }
}
