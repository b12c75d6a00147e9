import { decodeBase64, notBase64 } from '../base64.ts'
import type { Format } from './format.ts'
import { plainSchema } from './plain-schema.ts'

/** The bytes as they stand. */
export function createBytesFormat(): Format {
  const schema = plainSchema('bytes')
  return {
    peek: () => schema,
    decode(base64) {
      const value = decodeBase64(base64)
      if (value === null) throw notBase64()
      return { schema, value }
    },
  }
}
