/** A whole number of at least `least` written in decimal digits, as schemas write numbers in parameters; else null. */
export function parameterNumber(text: string | undefined, least: 0 | 1): number | null {
  if (text === undefined || !/^(?:0|[1-9]\d{0,9})$/.test(text)) return null
  const number = Number(text)
  return number < least ? null : number
}
