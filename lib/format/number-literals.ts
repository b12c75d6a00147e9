import { endOfString } from './string-end.ts'

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const COLON = /[ \t\n\r]*:/y

/** A literal that is shorter, and all digits without a leading zero, is never worth replacing. */
const USUAL_CHARACTERS = 15
const USUAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

const QUOTE = 34
const MINUS = 45

/**
 * A JSON text with its unusual number literals replaced: those that are long, have an exponent or begin with zeros.
 *
 * What is no number in a value's place is left for the parser to refuse: a replacement must not make valid what was
 * not, so malformed literals and numbers in the place of a member's name stay as they are.
 */
export function replaceNumbers(text: string, replace: (literal: string) => string): string {
  let result = ''
  let copied = 0
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = endOfString(text, at)
    } else if (isDigit(code) || code === MINUS) {
      const end = endOfNumber(text, at)
      const replacement = end - at === 1 ? null : replacementOf(text, at, end, replace)
      if (replacement !== null) {
        result += text.slice(copied, at) + replacement
        copied = end
      }
      at = end
    } else {
      at += 1
    }
  }
  if (copied === 0) return text
  result += text.slice(copied)
  return result
}

function replacementOf(
  text: string,
  start: number,
  end: number,
  replace: (literal: string) => string,
): string | null {
  const literal = text.slice(start, end)
  if (literal.length <= USUAL_CHARACTERS && USUAL.test(literal)) return null
  return NUMBER.test(literal) && !isName(text, end) ? replace(literal) : null
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (end < text.length && isNumberCharacter(text.charCodeAt(end))) end += 1
  return end
}

/** One of `0123456789+-.eE`. */
function isNumberCharacter(code: number): boolean {
  return isDigit(code) || code === MINUS || code === 43 || code === 46 || (code | 32) === 101
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isName(text: string, end: number): boolean {
  COLON.lastIndex = end
  return COLON.test(text)
}
