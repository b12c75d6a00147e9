/**
 * Splits at a separator that stands outside back-quotes; pieces keep their quotes and are trimmed.
 * Null where a back-quote is not closed.
 */
export function splitQuoted(text: string, separator: string): readonly string[] | null {
  const pieces: string[] = []
  let quoted = false
  let start = 0
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '`') quoted = !quoted
    else if (text[index] === separator && !quoted) {
      pieces.push(text.slice(start, index).trim())
      start = index + 1
    }
  }
  pieces.push(text.slice(start).trim())
  return quoted ? null : pieces
}

/** The name that is meant: without its back-quotes, doubled ones halved. Null where the quoting is broken. */
export function unquoteName(text: string): string | null {
  if (!text.startsWith('`')) return text
  return /^`(?:[^`]|``)*`$/.test(text) ? text.slice(1, -1).replaceAll('``', '`') : null
}
