/** Far beyond what any column holds; keeps a hostile exponent or scale from filling the memory. */
export const MOST_DIGITS = 1000

/** An exact decimal: ± digits × 10^exponent, without leading or trailing zeros; zero has no digits. */
export interface Decimal {
  readonly negative: boolean
  readonly digits: string
  readonly exponent: number
}

const LITERAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** The decimal that a JSON number literal means; null where it needs more than 1000 digits on a side of the point. */
export function decimalOf(literal: string): Decimal | null {
  const parts = LITERAL.exec(literal)
  if (parts === null) return null
  const [, sign, whole = '', fraction = '', power = '0'] = parts
  const significant = (whole + fraction).replace(/^0+/, '')
  const digits = withoutTrailingZeros(significant)
  if (digits === '') return { negative: false, digits: '', exponent: 0 }
  const exponent = Number(power) - fraction.length + (significant.length - digits.length)
  if (exponent < -MOST_DIGITS || digits.length + exponent > MOST_DIGITS) return null
  return { negative: sign === '-', digits, exponent }
}

/** Plain digits with at least `scale` places after the point: the same value always gives the same text. */
export function plainText(decimal: Decimal, scale: number): string {
  const { negative, digits, exponent } = decimal
  const places = Math.max(scale, -exponent, 0)
  const shifted = digits === '' ? '' : digits + '0'.repeat(exponent + places)
  return (negative ? '-' : '') + withPoint(shifted, places)
}

/** Plain digits of unscaled × 10^-scale; a negative scale appends zeros. */
export function unscaledText(unscaled: bigint | number, scale: number): string {
  const text = unscaled.toString()
  const negative = text.startsWith('-')
  const digits = negative ? text.slice(1) : text
  if (scale <= 0) return digits === '0' ? digits : text + '0'.repeat(-scale)
  return (negative ? '-' : '') + withPoint(digits, scale)
}

/** Not /0+$/, which takes quadratic time over zeros in the middle. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end -= 1
  return digits.slice(0, end)
}

function withPoint(digits: string, places: number): string {
  const padded = digits.padStart(places + 1, '0')
  if (places === 0) return padded
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`
}
