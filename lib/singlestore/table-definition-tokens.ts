/** One piece of a table's definition: a bare word, a quoted name, a string, or a sign such as a bracket. */
export interface DefinitionToken {
  readonly kind: 'word' | 'name' | 'string' | 'sign'
  /** Of a word in upper case; of a name without its quotes. */
  readonly value: string
  /** Where it stands in the definition: from here up to there. */
  readonly start: number
  readonly end: number
}

// Older versions put what MySQL does not know into comments that begin with `/*!90618`: what stands in them counts.
const BLANK = /(?:\s+|\/\*!\d*|\*\/|\/\*(?!!)[\s\S]*?\*\/)+/y
const NAME = /`(?:[^`]|``)*`/y
const STRING = /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"/y
const WORD = /[\w$\u0080-\uffff]+/y

/** The pieces of a definition, in one pass; a quote that is never closed is a sign like any other. */
export function definitionTokens(text: string): readonly DefinitionToken[] {
  const tokens: DefinitionToken[] = []
  let start = 0
  while (start < text.length) {
    const blank = match(BLANK, text, start)
    if (blank !== null) {
      start += blank.length
      continue
    }
    const token = tokenAt(text, start)
    tokens.push(token)
    start = token.end
  }
  return tokens
}

function tokenAt(text: string, start: number): DefinitionToken {
  const name = match(NAME, text, start)
  if (name !== null) {
    const value = name.slice(1, -1).replaceAll('``', '`')
    return { kind: 'name', value, start, end: start + name.length }
  }
  const string = match(STRING, text, start)
  if (string !== null) {
    return { kind: 'string', value: string, start, end: start + string.length }
  }
  const word = match(WORD, text, start)
  if (word !== null) {
    return { kind: 'word', value: word.toUpperCase(), start, end: start + word.length }
  }
  return { kind: 'sign', value: text.charAt(start), start, end: start + 1 }
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}
