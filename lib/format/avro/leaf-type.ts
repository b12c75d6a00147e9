import avsc from 'avsc/lib/types.js'
import type { FixedType, PrimitiveType } from './avro-type.ts'
import { bytesValue } from './bytes-value.ts'
import { meaningOf } from './meaning.ts'
import { readBoolean } from './read-boolean.ts'
import { readBytes, readFixed } from './read-bytes.ts'
import { readInt, readLong, readNarrow } from './read-integer.ts'
import { readText } from './read-text.ts'
import { type ReadableType, ValueType } from './value-type.ts'

const FLOAT = new avsc.builtins.FloatType()
const DOUBLE = new avsc.builtins.DoubleType()
const NULL = new ValueType(() => null)

/** How a type is read that holds no others. */
export function leafType(type: PrimitiveType | FixedType, path: string): ReadableType {
  const meaning = meaningOf(type)
  switch (type.kind) {
    case 'null':
      return NULL
    case 'float':
      return FLOAT
    case 'double':
      return DOUBLE
    case 'boolean':
      return new ValueType((tap) => readBoolean(tap, path))
    case 'int':
      return new ValueType(
        meaning.kind === 'narrow'
          ? (tap) => readNarrow(tap, meaning.type, path)
          : (tap) => readInt(tap, path),
      )
    case 'long':
      return new ValueType((tap) => readLong(tap, path))
    case 'string':
      return new ValueType((tap) => readText(tap, path))
    case 'bytes': {
      const value = bytesValue(meaning, path)
      return new ValueType((tap) => value(readBytes(tap, path)))
    }
    case 'fixed': {
      const { sizeBytes } = type
      const value = bytesValue(meaning, path)
      return new ValueType((tap) => value(readFixed(tap, sizeBytes, path)))
    }
    default:
      return type satisfies never
  }
}
