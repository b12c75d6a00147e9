const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const NUMBER_CHARACTER = /[-+.\deE]/
const BEFORE_COLON = /[ \t\n\r]*:/y

const QUOTE = 34
const BACKSLASH = 92
const MINUS = 45

/**
 * A JSON text with its number literals replaced, those inside strings left alone.
 *
 * What is no number in a value's place is left for the parser to refuse: a replacement must not make valid what was
 * not, so malformed literals and numbers in the place of a member name stay as they are.
 */
export function replaceNumbers(text: string, replace: (literal: string) => string): string {
  let result = ''
  let copied = 0
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = endOfString(text, at)
    } else if (code === MINUS || (code >= 48 && code <= 57)) {
      const end = endOfNumber(text, at)
      const literal = text.slice(at, end)
      const replacement = NUMBER.test(literal) ? replace(literal) : literal
      if (replacement !== literal && !isName(text, end)) {
        result += text.slice(copied, at) + replacement
        copied = end
      }
      at = end
    } else {
      at += 1
    }
  }
  return copied === 0 ? text : result + text.slice(copied)
}

/** The offset after the closing quote of the string that opens at `start`; the text's length where it never closes. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at + 1
    if (code === BACKSLASH) at += 1
  }
  return text.length
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1
  while (end < text.length && NUMBER_CHARACTER.test(text.charAt(end))) end += 1
  return end
}

function isName(text: string, end: number): boolean {
  BEFORE_COLON.lastIndex = end
  return BEFORE_COLON.test(text)
}
