import { RecordError } from '../../errors.ts'
import { ExactNumber, type JsonValue } from '../../schema.ts'

/** The only way to a lone surrogate: the text itself comes from valid UTF-8. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/

/**
 * Refuses a parsed text in which a string or a member's name holds half a character: UTF-8 cannot write it, and a
 * writer would put another character in its place.
 *
 * @throws RecordError `ERR_RECORD_UNDECODABLE`
 */
export function refuseLoneSurrogates(text: string, parsed: JsonValue): void {
  if (!text.includes('\\') || !SURROGATE_ESCAPE.test(text) || isWellFormed(parsed)) return
  throw new RecordError(
    'ERR_RECORD_UNDECODABLE',
    'value holds a lone surrogate in a string: half a character, which no UTF-8 text can hold',
  )
}

function isWellFormed(value: JsonValue): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return true
  return Object.entries(value).every(
    ([name, member]) => name.isWellFormed() && isWellFormed(member),
  )
}
