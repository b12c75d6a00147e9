import { Refusal, syntaxError } from './refusal.ts'
import type { Token, TokenKind } from './token.ts'

/** Longest first, so that `<=>` is never read as `<=` and `>`. */
const SYMBOLS = [
  ...['!:>', '<=>', '->>', '::$', '::%', '::?'],
  ...[':>', '::', ':=', '<-', '->', '<<', '>>', '<>', '<=', '>=', '!=', '||', '&&', '@@'],
  ...'+-*/%=<>!~^&|(),;.?:{}[]',
]

const WORD_START = /[A-Za-z0-9_$\u0080-\uffff]/
const WORD = /[A-Za-z0-9_$\u0080-\uffff]+/y
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const HEX = /0x[0-9A-Fa-f]+|0b[01]+/y
/** ASCII only: to the server a no-break space is part of a name. */
const SPACE = /[ \t\n\v\f\r]/

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\x1a',
  // Kept with their backslash: they matter to LIKE.
  '%': '\\%',
  _: '\\_',
}

/**
 * The tokens of a statement, ended by one of kind `end`; comments are dropped.
 * Throws a Refusal (1064) for what no server can read, and for executable comments, whose
 * contents would run unseen.
 */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = []
  let position = 0
  for (;;) {
    const start = skipBlank(source, position)
    const spaced = start > position
    if (start >= source.length) {
      tokens.push(token('end', '', '', source.length, spaced))
      return tokens
    }
    const read = readToken(source, start, tokens.at(-1), spaced)
    tokens.push(read)
    position = start + read.text.length
  }
}

function readToken(
  source: string,
  start: number,
  before: Token | undefined,
  spaced: boolean,
): Token {
  const first = source.charAt(start)
  if (first === '`') return quoted('name', source, start, start, spaced)
  if (first === "'" || first === '"') return quoted('string', source, start, start, spaced)
  if (first === '@' && source[start + 1] !== '@') return variable(source, start, spaced)

  const second = source[start + 1]
  if ('xXbBnN'.includes(first) && second === "'") {
    return quoted('literal', source, start, start + 1, spaced)
  }
  const literal = match(HEX, source, start) ?? number(source, start, before, spaced)
  if (literal !== undefined && !continuesAsWord(source, start, literal)) {
    return token('literal', literal, literal, start, spaced)
  }
  const word = match(WORD, source, start)
  if (word !== undefined) return token('word', word, word, start, spaced)

  const symbol = SYMBOLS.find((candidate) => source.startsWith(candidate, start))
  if (symbol === undefined) throw syntaxError(source, start)
  return token('symbol', symbol, symbol, start, spaced)
}

/** `1abc` is an identifier, `1e5` and `1.5` are numbers, and after a dot (`t.1`) nothing is. */
function number(
  source: string,
  start: number,
  before: Token | undefined,
  spaced: boolean,
): string | undefined {
  if (before?.keyword === '.') return undefined
  const separator = !spaced && (before?.kind === 'word' || before?.kind === 'name')
  if (source[start] === '.' && separator) return undefined
  return match(NUMBER, source, start)
}

function continuesAsWord(source: string, start: number, literal: string): boolean {
  const next = source[start + literal.length]
  return next !== undefined && !literal.includes('.') && WORD_START.test(next)
}

function quoted(
  kind: 'name' | 'string' | 'literal',
  source: string,
  start: number,
  open: number,
  spaced: boolean,
): Token {
  const quote = source.charAt(open)
  let value = ''
  for (let at = open + 1; at < source.length; at++) {
    const char = source.charAt(at)
    if (char === '\\' && quote !== '`') {
      at++
      const escaped = source.charAt(at)
      value += ESCAPES[escaped] ?? escaped
    } else if (char !== quote) {
      value += char
    } else if (source[at + 1] === quote) {
      at++
      value += quote
    } else {
      return token(kind, source.slice(start, at + 1), value, start, spaced)
    }
  }
  throw syntaxError(source, start)
}

function variable(source: string, start: number, spaced: boolean): Token {
  const next = source[start + 1]
  if (next === "'" || next === '"' || next === '`') {
    const name = quoted('name', source, start + 1, start + 1, false)
    return token('variable', `@${name.text}`, name.value, start, spaced)
  }
  const word = match(/[A-Za-z0-9_$.\u0080-\uffff]+/y, source, start + 1)
  if (word === undefined) throw syntaxError(source, start)
  return token('variable', `@${word}`, word, start, spaced)
}

function skipBlank(source: string, from: number): number {
  let at = from
  for (;;) {
    while (at < source.length && SPACE.test(source.charAt(at))) at++
    if (source.startsWith('/*!', at) || source.startsWith('/*M!', at)) {
      throw new Refusal(
        1064,
        '42000',
        'Executable comments (/*! … */) are not accepted by the stand-in database; write the statement itself',
      )
    }
    if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2)
      if (end < 0) throw syntaxError(source, at)
      at = end + 2
    } else if (source[at] === '#' || isDashComment(source, at)) {
      const end = source.indexOf('\n', at)
      at = end < 0 ? source.length : end + 1
    } else {
      return at
    }
  }
}

/** `--` opens a comment only before white space: `5--3` is a subtraction. */
function isDashComment(source: string, at: number): boolean {
  if (!source.startsWith('--', at)) return false
  const after = source[at + 2]
  return after === undefined || SPACE.test(after)
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0]
}

function token(
  kind: TokenKind,
  text: string,
  value: string,
  start: number,
  spaced: boolean,
): Token {
  const keyword = kind === 'word' ? asciiUpper(text) : kind === 'symbol' ? text : ''
  return { kind, text, value, keyword, start, spaced }
}

/** Keywords are ASCII; a full upper-casing would make `LIMIT` of a word with a dotless i. */
function asciiUpper(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase())
}
