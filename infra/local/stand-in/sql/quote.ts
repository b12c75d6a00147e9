/** A back-quoted identifier, safe whatever it contains. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}

/** A string literal, safe whatever it contains (backslash escapes on, as both servers have them). */
export function quoteString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\0', '\\0')}'`
}

/** A string literal, or NULL. */
export function quoteValue(value: string | number | null): string {
  if (value === null) return 'NULL'
  return typeof value === 'number' ? String(value) : quoteString(value)
}
