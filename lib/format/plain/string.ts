import { decodeText } from '../text.ts'
import type { Format } from './format.ts'
import { plainSchema } from './plain-schema.ts'

/** UTF-8 text as it stands, no bytes and a byte order mark included. */
export function createStringFormat(): Format {
  const schema = plainSchema('string')
  return {
    peek: () => schema,
    decode: (base64) => ({ schema, value: decodeText(base64) }),
  }
}
