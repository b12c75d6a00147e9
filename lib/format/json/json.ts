import type { Format } from '../plain/format.ts'
import { parseJson } from './exact-json.ts'
import { jsonText } from './json-text.ts'

/** JSON without a schema; what looks like an envelope is taken as it stands. */
export function createJsonFormat(): Format {
  return {
    peek: () => null,
    decode: (base64) => ({ schema: null, value: parseJson(jsonText(base64)) }),
  }
}
