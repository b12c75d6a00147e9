import { endOf, type Nearest } from './out-of-range.ts'

/** What decimal.handling.mode=string of Debezium, PostgreSQL and JavaScript call what is no number; in lower case. */
const NUMBERS: ReadonlyMap<string, Nearest> = new Map<string, Nearest>([
  ['nan', null],
  ['inf', 'greatest'],
  ['+inf', 'greatest'],
  ['-inf', 'least'],
  ['infinity', 'greatest'],
  ['+infinity', 'greatest'],
  ['-infinity', 'least'],
  ['positive_infinity', 'greatest'],
  ['negative_infinity', 'least'],
])

const LONGEST = 'positive_infinity'.length
/** Years that ISO 8601 writes with a sign: before 0 or beyond 9999. */
const SIGNED_YEAR = /^(?:\+\d{5,10}|-\d{4,10})-\d\d-\d\d/

/** The side on which the text of an infinity lies, null for NaN; undefined where the text is neither. */
export function specialNumber(text: string): Nearest | undefined {
  return text.length > LONGEST ? undefined : NUMBERS.get(text.toLowerCase())
}

/** The same for a date: an infinity, or a year that needs a sign. */
export function specialDate(text: string): Nearest | undefined {
  if (SIGNED_YEAR.test(text)) return endOf(text.startsWith('-'))
  return specialNumber(text) ?? undefined
}
