import type { JsonValue } from '../../schema.ts'
import { hasEscapedName } from './escaped-name.ts'
import { ExactParser } from './exact-parser.ts'
import { refuseDeepNesting } from './nesting.ts'
import { mayHoldUnsafeNumber } from './unsafe-number.ts'
import { refuseLoneSurrogates } from './well-formed.ts'

/**
 * JSON text → value, in which a number that a double cannot hold is an ExactNumber. Leading zeros are accepted, as
 * Kafka Connect's reader does; of two members with the same name the later one counts.
 *
 * @throws RecordError `ERR_RECORD_UNDECODABLE` where the text is no JSON, nests too deep or holds a lone surrogate
 */
export function parseJson(text: string): JsonValue {
  refuseDeepNesting(text)
  const value = parse(text)
  refuseLoneSurrogates(text, value)
  return value
}

/** The built-in parser is twice as fast where it can be trusted; what it refuses may be a number with leading zeros. */
function parse(text: string): JsonValue {
  if (mayHoldUnsafeNumber(text) || hasEscapedName(text)) return new ExactParser(text).parse()
  try {
    return JSON.parse(text)
  } catch {
    return new ExactParser(text).parse()
  }
}
