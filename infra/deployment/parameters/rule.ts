/** What values of a parameter look like. */
export interface Rule {
  /** Judges a text that is not empty. */
  readonly accepts: (text: string) => boolean
  /** Ends the sentence "… is not". */
  readonly expected: string
}

export function matching(pattern: string, expected: string): Rule {
  const whole = new RegExp(`^(?:${pattern})$`)
  return { accepts: (text) => whole.test(text), expected }
}

export function listOf(pattern: string, expected: string): Rule {
  return matching(`${pattern}(?:,${pattern})*`, `${expected}, several by comma`)
}

export function oneOf(...values: readonly string[]): Rule {
  return { accepts: (text) => values.includes(text), expected: `one of ${values.join(', ')}` }
}

export function wholeNumber(low: number, high: number): Rule {
  return {
    accepts: (text) => /^-?\d{1,9}$/.test(text) && Number(text) >= low && Number(text) <= high,
    expected: `a whole number from ${low} to ${high}`,
  }
}

/** Lambda's word for "without end" is -1, beside the numbers of a range. */
export function orEndless(rule: Rule): Rule {
  return {
    accepts: (text) => text === '-1' || rule.accepts(text),
    expected: `${rule.expected}, or -1 for no limit`,
  }
}

export const flag = oneOf('true', 'false')
