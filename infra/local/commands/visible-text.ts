const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Shows control characters as escapes: data must neither break a table nor command the terminal. */
export function visibleText(text: string): string {
  return text.replace(
    /\p{Cc}/gu,
    (character) =>
      NAMED[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
