/** Most digits that a float32 ever needs to be read back as itself. */
const DIGITS = 9

/** The shortest decimal text that reads back as the same float32; `value` must be one. */
export function float32Text(value: number): string {
  if (Object.is(value, -0)) return '-0'
  for (let digits = 1; digits < DIGITS; digits++) {
    const shorter = Number(value.toPrecision(digits))
    if (Math.fround(shorter) === value) return printed(shorter)
  }
  return printed(Number(value.toPrecision(DIGITS)))
}

/** As SQL prints a double: `3e38`, not `3e+38`. */
function printed(value: number): string {
  return String(value).replace('e+', 'e')
}
