import { endOfString } from './string-end.ts'

const COLON = /[ \t\n\r]*:/y

/**
 * Whether a JSON text has a member whose name is written with an escape. `JSON.parse` of V8 12.8 to at least 14.6 may
 * give such a name's value to another member: after `{"\\":1}` it reads `{"\"":2}` as `{"\\":2}` (nodejs/node#63785).
 */
export function hasEscapedName(text: string): boolean {
  let at = text.indexOf('\\')
  while (at >= 0) {
    // A backslash can only be inside a string, so what follows from here is the rest of one.
    const end = endOfString(text, at - 1)
    COLON.lastIndex = end
    if (COLON.test(text)) return true
    at = text.indexOf('\\', end)
  }
  return false
}
