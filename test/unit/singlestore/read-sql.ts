/** Reads a back-quoted name at the start of a statement, as a server's tokeniser does. */
export function readIdentifier(sql: string): { readonly name: string; readonly rest: string } {
  if (sql[0] !== '`') throw new SyntaxError('no back-quote')
  let name = ''
  let at = 1
  for (;;) {
    const end = sql.indexOf('`', at)
    if (end < 0) throw new SyntaxError('a name that does not end')
    name += sql.slice(at, end)
    if (sql[end + 1] !== '`') return { name, rest: sql.slice(end + 1) }
    name += '`'
    at = end + 2
  }
}

const ESCAPED: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\u001a',
}

/** Reads a string literal at the start of a statement, backslash being the escape character. */
export function readString(sql: string): { readonly text: string; readonly rest: string } {
  if (sql[0] !== "'") throw new SyntaxError('no quote')
  let text = ''
  for (let at = 1; at < sql.length; at += 1) {
    const character = sql.charAt(at)
    if (character === "'") return { text, rest: sql.slice(at + 1) }
    if (character === '\\') {
      at += 1
      const escaped = sql.charAt(at)
      text += ESCAPED[escaped] ?? escaped
    } else {
      text += character
    }
  }
  throw new SyntaxError('a literal that does not end')
}
