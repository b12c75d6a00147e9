/** What a member of the payload may hold, in words for a message and as a test. */
export interface Rule {
  readonly wants: string
  readonly accepts: (value: unknown) => boolean
}

export const text: Rule = {
  wants: 'a text that is not empty',
  accepts: (value) => typeof value === 'string' && value !== '',
}

export function integer(low: number, high: number): Rule {
  return {
    wants: `a whole number from ${low} to ${high}`,
    accepts: (value) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high,
  }
}
