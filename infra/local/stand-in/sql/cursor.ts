import type { NameAliases } from './name-aliases.ts'
import { type Refusal, syntaxError } from './refusal.ts'
import { RESERVED } from './reserved.ts'
import type { Token } from './token.ts'
import { tokenize } from './tokenize.ts'

/** Reads a statement token by token and writes it again for MariaDB, with the replacements noted on the way. */
export class Cursor {
  readonly source: string
  readonly #tokens: readonly Token[]
  readonly #aliases: NameAliases
  readonly #replacements = new Map<number, string>()
  #position = 0

  /** Throws a Refusal for an unreadable statement and for a name over 256 characters. */
  constructor(source: string, aliases: NameAliases) {
    this.source = source
    this.#aliases = aliases
    this.#tokens = tokenize(source)
  }

  /** Index of the next token, for `replace` and `text`. */
  get position(): number {
    return this.#position
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[this.#position + ahead] ?? this.#tokens.at(-1)
    if (token === undefined) throw syntaxError(this.source, 0)
    return token
  }

  next(): Token {
    const token = this.peek()
    if (token.kind === 'end') throw this.fail()
    this.#position++
    return token
  }

  /** The next tokens are these keywords or symbols. */
  is(...keywords: readonly string[]): boolean {
    return keywords.every((keyword, ahead) => this.peek(ahead).keyword === keyword)
  }

  isOneOf(...keywords: readonly string[]): boolean {
    const { keyword } = this.peek()
    return keyword !== '' && keywords.includes(keyword)
  }

  accept(...keywords: readonly string[]): boolean {
    if (!this.is(...keywords)) return false
    this.#position += keywords.length
    return true
  }

  /** Consumes one of these keywords, if one is next. */
  acceptOneOf(...keywords: readonly string[]): string | undefined {
    return this.isOneOf(...keywords) ? this.next().keyword : undefined
  }

  expect(...keywords: readonly string[]): void {
    if (!this.accept(...keywords)) throw this.fail()
  }

  isName(ahead = 0): boolean {
    const token = this.peek(ahead)
    if (token.kind === 'name') return true
    return token.kind === 'word' && !RESERVED.has(token.keyword)
  }

  /** An identifier; a reserved word only behind a dot, where nothing else can stand. */
  name(): string {
    const afterDot = this.peek(-1).keyword === '.' && this.peek().kind === 'word'
    if (!this.isName() && !afterDot) throw this.fail()
    return this.next().value
  }

  /** A string literal, adjacent ones joined as the server joins them. */
  string(): string {
    if (this.peek().kind !== 'string') throw this.fail()
    let value = this.next().value
    while (this.peek().kind === 'string') value += this.next().value
    return value
  }

  /** A whole number without sign. */
  integer(): number {
    const token = this.peek()
    if (token.kind !== 'literal' || !/^\d{1,15}$/.test(token.text)) throw this.fail()
    return Number(this.next().text)
  }

  /** `item (, item)*` */
  list(item: () => void): void {
    do item()
    while (this.accept(','))
  }

  /** `( item (, item)* )` */
  parenthesised(item: () => void): void {
    this.expect('(')
    this.list(item)
    this.expect(')')
  }

  /** The statement ends here, but for one `;`. */
  end(): void {
    this.accept(';')
    if (this.peek().kind !== 'end') throw this.fail()
  }

  fail(): Refusal {
    return syntaxError(this.source, this.peek().start)
  }

  /** Writes `text` instead of the tokens `from` up to, not including, `to`. */
  replace(from: number, to: number, text: string): void {
    this.#replacements.set(from, text)
    for (let index = from + 1; index < to; index++) this.#replacements.set(index, '')
  }

  /** Adds `text` behind token `index`. */
  append(index: number, text: string): void {
    this.#replacements.set(index, `${this.#written(index)}${text}`)
  }

  /** Some of the tokens `from` up to `to` are written as something else. */
  replaced(from: number, to: number): boolean {
    for (let index = from; index < to; index++) {
      if ((this.#replacements.get(index) ?? '') !== '') return true
    }
    return false
  }

  /** The tokens `from` up to `to` as they were written, without what surrounds them. */
  original(from: number, to: number): string {
    const first = this.#tokens[from]
    const last = this.#tokens[to - 1]
    if (first === undefined || last === undefined) return ''
    return this.source.slice(first.start, last.start + last.text.length)
  }

  /** The tokens `from` up to `to` (the whole statement without them) as MariaDB is to see them. */
  text(from = 0, to = this.#tokens.length): string {
    let text = ''
    let spaced = false
    for (let index = from; index < to; index++) {
      const token = this.#tokens[index]
      if (token === undefined || token.kind === 'end' || token.keyword === ';') continue
      const written = this.#written(index)
      spaced ||= token.spaced
      if (written === '') continue
      text += spaced && text !== '' && !written.startsWith(' ') ? ` ${written}` : written
      spaced = false
    }
    return text
  }

  #written(index: number): string {
    const replacement = this.#replacements.get(index)
    if (replacement !== undefined) return replacement
    const token = this.#tokens[index]
    if (token === undefined) return ''
    if (!['word', 'name', 'variable'].includes(token.kind)) return token.text
    const name = this.#aliases.forward(token.value)
    if (name === token.value) return token.text
    return `${token.kind === 'variable' ? '@' : ''}\`${name}\``
  }
}
