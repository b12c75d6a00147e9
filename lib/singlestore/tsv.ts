/** NULL as LOAD DATA reads it; the same two characters as text come escaped, as `\\N`. */
export const NULL_FIELD = '\\N'

const SPECIAL = /[\\\t\n]/
const SPECIALS = /[\\\t\n]/g

/** One field of a tab-separated row: what would end the field or the line, and the escape itself, is escaped. */
export function escapeField(text: string): string {
  return SPECIAL.test(text) ? text.replace(SPECIALS, escaped) : text
}

function escaped(character: string): string {
  switch (character) {
    case '\t':
      return '\\t'
    case '\n':
      return '\\n'
    default:
      return '\\\\'
  }
}

const ESCAPED = /\\([\s\S])/g

/** The text of a field that is not NULL. */
export function unescapeField(field: string): string {
  return field.includes('\\') ? field.replace(ESCAPED, unescaped) : field
}

function unescaped(_pair: string, character: string): string {
  switch (character) {
    case 't':
      return '\t'
    case 'n':
      return '\n'
    default:
      return character
  }
}
