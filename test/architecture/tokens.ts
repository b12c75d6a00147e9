/** A word, a number, a literal or a sign of TypeScript source; comments and the text of templates are none. */
export interface Token {
  readonly kind: 'word' | 'string' | 'other'
  /** Of a string: what stands between its quotes. */
  readonly text: string
  readonly line: number
}

/**
 * Splits TypeScript or JavaScript into tokens, well enough to find imports and words: it knows comments, strings,
 * nested templates, and where a slash begins a regular expression.
 */
export function tokensOf(source: string): readonly Token[] {
  const reader: Reader = { source, at: 0, line: 1, tokens: [], open: [], regexpMayFollow: false }
  while (reader.at < source.length) {
    const isRead =
      take(reader, blankOrComment) !== undefined ||
      takeAs(reader, 'word', word) ||
      takeAs(reader, 'string', quoted) ||
      takeTemplate(reader) ||
      (slashBeginsRegexp(reader) && takeAs(reader, 'other', regexp))
    if (!isRead) takeSign(reader)
  }
  return reader.tokens
}

interface Reader {
  readonly source: string
  at: number
  line: number
  readonly tokens: Token[]
  readonly open: Bracket[]
  /** After a closing bracket: whether a slash begins a regular expression there. */
  regexpMayFollow: boolean
}

interface Bracket {
  readonly regexpMayFollow: boolean
  /** It interrupts the text of a template, which goes on after it. */
  readonly inTemplate: boolean
}

const blankOrComment = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y
const word = /[\p{ID_Start}$_\d#][\p{ID_Continue}$]*/uy
const quoted = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y
const templateText = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)/y
const regexp = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at
  const text = pattern.exec(reader.source)?.[0]
  if (text === undefined) return undefined
  reader.at += text.length
  reader.line += text.split('\n').length - 1
  return text
}

function takeAs(reader: Reader, kind: Token['kind'], pattern: RegExp): boolean {
  const { line } = reader
  const text = take(reader, pattern)
  if (text === undefined) return false
  reader.tokens.push({ kind, text: kind === 'string' ? text.slice(1, -1) : text, line })
  return true
}

function takeTemplate(reader: Reader): boolean {
  if (reader.source[reader.at] !== '`') return false
  takeSign(reader)
  takeTemplateText(reader)
  return true
}

function takeTemplateText(reader: Reader): void {
  const text = take(reader, templateText)
  if (text?.endsWith('{')) reader.open.push({ regexpMayFollow: false, inTemplate: true })
}

function takeSign(reader: Reader): void {
  const { source, tokens, open, line } = reader
  const sign = source.charAt(reader.at)
  const before = tokens.at(-1)
  reader.at += 1
  tokens.push({ kind: 'other', text: sign, line })
  if ('([{'.includes(sign)) {
    const isHead = sign === '(' && statementWords.has(before?.text ?? '')
    open.push({ regexpMayFollow: isHead, inTemplate: false })
  }
  if (')]}'.includes(sign)) {
    const closed = open.pop()
    reader.regexpMayFollow = closed?.regexpMayFollow === true
    if (closed?.inTemplate === true) takeTemplateText(reader)
  }
}

/** After a value a slash divides. */
function slashBeginsRegexp({ tokens, regexpMayFollow }: Reader): boolean {
  const before = tokens.at(-1)
  if (before === undefined) return true
  if (before.kind === 'string') return false
  if (before.kind === 'word') return operatorWords.has(before.text)
  if (before.text === ')') return regexpMayFollow
  // A regular expression read before ends in a slash or in flags, and begins with a slash.
  return !'`]}'.includes(before.text) && !(before.text.length > 1 && before.text.startsWith('/'))
}

const statementWords = new Set(['if', 'while', 'for', 'with'])
const operatorWords = new Set(
  'return typeof case in of delete void throw new else do await yield instanceof'.split(' '),
)
