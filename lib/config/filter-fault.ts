/** What ends or hides a part of a clause: each is looked for outside of quotes. */
const breaks: readonly (readonly [RegExp, string])[] = [
  [/;/y, 'a semicolon, which would end the statement; leave it out'],
  [/--/y, 'a comment (--); leave it out, and write minus signs apart'],
  [/#/y, 'a comment (#); leave it out'],
  [/\/\*/y, 'a comment (/*); leave it out'],
]

/** A text in quotes, or a name in back-quotes, whole; inside a text a backslash escapes. */
const quoted = /'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"|`[^`]*`/sy

/**
 * Why a filter cannot stand in the parentheses of `WHERE (…)`, with the position of the fault (1 is the first character);
 * null where it can. It is the operator's own SQL: all that is asked is that it does not leave its place.
 */
export function filterFault(text: string): string | null {
  if (text.includes('\0'))
    return `position ${text.indexOf('\0') + 1}: a NUL character; leave it out`
  if (/^\s*WHERE\b/i.test(text)) return 'position 1: the word WHERE; it stands there already'
  if (isOneText(text.trim())) return 'position 1: quotes around the whole; leave them out'
  const open: number[] = []
  for (let at = 0; at < text.length; ) {
    const found = breaks.find(([pattern]) => startsAt(pattern, text, at))
    if (found !== undefined) return `position ${at + 1}: ${found[1]}`
    const character = text[at]
    if (character === "'" || character === '"' || character === '`') {
      if (!startsAt(quoted, text, at)) return `position ${at + 1}: a quote that is not closed`
      at = quoted.lastIndex
      continue
    }
    if (character === '(') open.push(at)
    if (character === ')' && open.pop() === undefined) {
      return `position ${at + 1}: a parenthesis that was not opened`
    }
    at += 1
  }
  const unclosed = open.at(-1)
  return unclosed === undefined
    ? null
    : `position ${unclosed + 1}: a parenthesis that is not closed`
}

/** As a file of variables quotes a value: to the server that is a constant, and no row is judged. */
function isOneText(text: string): boolean {
  return /^['"]/.test(text) && startsAt(quoted, text, 0) && quoted.lastIndex === text.length
}

function startsAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}
