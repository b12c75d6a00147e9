/** The ends of what a column, or a type, holds; as its fields are written. */
export interface Limits {
  readonly least: string
  readonly greatest: string
}

const BITS: ReadonlyMap<string, bigint> = new Map([
  ['tinyint', 8n],
  ['bool', 8n],
  ['boolean', 8n],
  ['smallint', 16n],
  ['mediumint', 24n],
  ['int', 32n],
  ['integer', 32n],
  ['bigint', 64n],
])

export const DOUBLE_LIMITS: Limits = ends(String(Number.MAX_VALUE))
const FLOAT_LIMITS: Limits = ends('3.4028234663852886e+38')

export const DATE_LIMITS: Limits = { least: '1000-01-01', greatest: '9999-12-31' }
export const DATETIME_LIMITS: Limits = {
  least: '1000-01-01 00:00:00',
  greatest: '9999-12-31 23:59:59.999999',
}
export const TIME_LIMITS: Limits = ends('838:59:59')

/**
 * The ends of a column's range; null where it has none.
 * @param type as declared: `decimal(10,2)`, `bigint(20) unsigned`
 * @param word its first word, in lower case
 * @see https://docs.singlestore.com/cloud/reference/sql-reference/data-types/
 */
export function limitsOf(
  type: string,
  word: string,
  digits: { readonly integer: number; readonly fraction: number } | null,
  fraction: number,
): Limits | null {
  const signed = signedLimits(word, digits, fraction)
  if (signed === null || !/\bunsigned\b/i.test(type)) return signed
  const bits = BITS.get(word)
  const greatest = bits === undefined ? signed.greatest : String(2n ** bits - 1n)
  return { least: '0', greatest }
}

function signedLimits(
  word: string,
  digits: { readonly integer: number; readonly fraction: number } | null,
  fraction: number,
): Limits | null {
  const bits = BITS.get(word)
  if (bits !== undefined) {
    return { least: String(-(2n ** (bits - 1n))), greatest: String(2n ** (bits - 1n) - 1n) }
  }
  const second = fraction === 0 ? '' : '.999999'
  switch (word) {
    case 'decimal':
    case 'numeric':
      return digits === null ? null : ends(nines(digits.integer, digits.fraction))
    case 'float':
      return digits === null ? FLOAT_LIMITS : ends(nines(digits.integer, digits.fraction))
    case 'double':
      return digits === null ? DOUBLE_LIMITS : ends(nines(digits.integer, digits.fraction))
    case 'date':
      return DATE_LIMITS
    case 'time':
      return TIME_LIMITS
    case 'datetime':
      return { ...DATETIME_LIMITS, greatest: `9999-12-31 23:59:59${second}` }
    case 'timestamp':
      return { least: '1970-01-01 00:00:01', greatest: `2038-01-19 03:14:07${second}` }
    case 'year':
      return { least: '1901', greatest: '2155' }
    default:
      return null
  }
}

function ends(greatest: string): Limits {
  return { least: `-${greatest}`, greatest }
}

function nines(integer: number, fraction: number): string {
  return `${'9'.repeat(integer) || '0'}${fraction === 0 ? '' : `.${'9'.repeat(fraction)}`}`
}
