import { RecordError } from '../errors.ts'
import type { JsonValue, Value } from '../schema.ts'

/**
 * Reads values of schemas that may contain themselves: each level of the text takes several calls, and more than the
 * stack holds are a fault of the record.
 */
export function followed<Json extends JsonValue>(read: (json: Json) => Value) {
  return (json: Json): Value => {
    try {
      return read(json)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      throw new RecordError(
        'ERR_RECORD_UNDECODABLE',
        'value nests deeper than a schema that contains itself can be followed',
        { cause: error },
      )
    }
  }
}
