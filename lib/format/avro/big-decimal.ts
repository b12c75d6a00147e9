import { readBytes } from './read-bytes.ts'
import { readFault } from './read-fault.ts'
import { readInt } from './read-integer.ts'
import { type ReadableType, ValueType } from './value-type.ts'

/**
 * What the bytes of Avro's big-decimal hold: the unscaled bytes, then the scale, each as Avro writes it. Read as a
 * struct of the scale and the unscaled bytes.
 */
export function bigDecimalType(path: string): ReadableType {
  return new ValueType((tap) => {
    const unscaled = readBytes(tap, path)
    if (unscaled.length === 0) throw readFault(path, 'a decimal without a byte')
    return [readInt(tap, path), unscaled]
  })
}
