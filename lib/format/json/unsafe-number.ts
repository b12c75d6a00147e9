/** Most digits that any decimal keeps through a double and back. */
const SAFE_DIGITS = 15
const RUN = SAFE_DIGITS + 1

const INTEGER = /^-?\d+$/
const LONG_EXPONENT = /\d[eE][+-]?\d{3}/
const LEAST_WITH_LONG_EXPONENT = '1e100'.length

/**
 * Whether a JSON text may hold a number that a double cannot. Never misses one; long digits in a string are a false
 * alarm that costs time only.
 *
 * Looks at every sixteenth character, since sixteen digits in a row cannot pass between two of them: six times
 * faster than a regular expression over the whole text, which costs as much as parsing it.
 */
export function mayHoldUnsafeNumber(text: string): boolean {
  for (let at = RUN - 1; at < text.length; at += RUN) {
    if (isDigitOrPoint(text.charCodeAt(at)) && runAround(text, at) >= RUN) return true
  }
  return LONG_EXPONENT.test(text)
}

/** Whether this number literal has more digits, or a longer exponent, than a double keeps. */
export function isUnsafeNumber(literal: string): boolean {
  if (literal.length < LEAST_WITH_LONG_EXPONENT) return false
  if (literal.length <= SAFE_DIGITS) return LONG_EXPONENT.test(literal)
  if (INTEGER.test(literal)) return !Number.isSafeInteger(Number(literal))
  return significantDigits(literal) > SAFE_DIGITS || LONG_EXPONENT.test(literal)
}

function significantDigits(literal: string): number {
  const mantissa = literal.replace(/[eE].*/, '')
  return mantissa.replace(/^-?[0.]*/, '').replace('.', '').length
}

function runAround(text: string, at: number): number {
  let first = at
  while (first > 0 && isDigitOrPoint(text.charCodeAt(first - 1))) first -= 1
  let end = at + 1
  while (end < text.length && isDigitOrPoint(text.charCodeAt(end))) end += 1
  return end - first
}

function isDigitOrPoint(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46
}
