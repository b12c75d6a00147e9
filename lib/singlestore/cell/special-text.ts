import type { Nearest } from './out-of-range.ts'

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

/** The side on which the text of an infinity lies, null for NaN; undefined where the text is neither. */
export function specialNumber(text: string): Nearest | undefined {
  return text.length > LONGEST ? undefined : NUMBERS.get(text.toLowerCase())
}
