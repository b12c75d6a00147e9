import { RecordError } from '../errors.ts'
import { ExactNumber, type JsonValue } from '../schema.ts'
import { refuseDeepNesting } from './nesting.ts'
import { replaceNumbers } from './number-literals.ts'
import { isUnsafeNumber, mayHoldUnsafeNumber } from './unsafe-number.ts'
import { refuseLoneSurrogates } from './well-formed.ts'

const ESCAPED_NUL = '\\u0000'
const LEADING_ZEROS = /^(-?)0+(?=\d)/

/**
 * JSON text → value, in which a number that a double cannot hold is an ExactNumber. Leading zeros are accepted, as
 * Kafka Connect's reader does; of two members with the same name the later one counts.
 *
 * @throws RecordError `ERR_RECORD_UNDECODABLE` where the text is no JSON, nests too deep or holds a lone surrogate
 */
export function parseJson(text: string): JsonValue {
  refuseDeepNesting(text)
  const value = mayHoldUnsafeNumber(text) ? parseExactly(text) : parsePlainly(text)
  refuseLoneSurrogates(text, value)
  return value
}

function parsePlainly(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    return parseStrictly(replaceNumbers(text, withoutLeadingZeros))
  }
}

/**
 * Writes every unsafe number as a string behind a mark that no string of this text can begin with, lets the fast
 * parser do its work, and turns the marked strings into ExactNumbers: a third of the cost of a reviver.
 */
function parseExactly(text: string): JsonValue {
  const mark = freeMark(text)
  let marked = 0
  const rewritten = replaceNumbers(text, (literal) => {
    const plain = withoutLeadingZeros(literal)
    if (!isUnsafeNumber(plain)) return plain
    marked += 1
    return `"${mark}${plain}"`
  })
  const value = parseStrictly(rewritten)
  return marked === 0 ? value : unmark(value, '\0'.repeat(mark.length / ESCAPED_NUL.length))
}

/** NUL reaches a JSON string only as the escape `\u0000`; a run of them that the text lacks can begin none of its strings. */
function freeMark(text: string): string {
  let mark = ESCAPED_NUL
  while (text.includes(mark)) mark += mark
  return mark
}

/** Replaces in place: the value was made a moment ago and nobody else holds it. */
function unmark(value: JsonValue, mark: string): JsonValue {
  if (typeof value === 'string') {
    return value.startsWith(mark) ? new ExactNumber(value.slice(mark.length)) : value
  }
  if (typeof value === 'object' && value !== null) {
    const members = value as Record<string, JsonValue>
    for (const name of Object.keys(members)) unmarkMember(members, name, mark)
  }
  return value
}

function unmarkMember(members: Record<string, JsonValue>, name: string, mark: string): void {
  const member = members[name]
  if (typeof member === 'string') {
    if (member.startsWith(mark)) members[name] = unmark(member, mark)
  } else if (typeof member === 'object') {
    unmark(member, mark)
  }
}

function withoutLeadingZeros(literal: string): string {
  return LEADING_ZEROS.test(literal) ? literal.replace(LEADING_ZEROS, '$1') : literal
}

/** The parser's own message quotes the text, so neither it nor the error is passed on. */
function parseStrictly(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    throw new RecordError('ERR_RECORD_UNDECODABLE', 'value is not JSON')
  }
}
