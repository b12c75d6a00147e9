/**
 * `name` is a back-quoted identifier, `variable` is `@x`; `literal` covers numbers and hex or bit
 * literals; `end` follows the last token.
 */
export type TokenKind = 'word' | 'name' | 'string' | 'literal' | 'variable' | 'symbol' | 'end'

/** One lexical unit of a statement. */
export interface Token {
  readonly kind: TokenKind
  /** As written, quotes included. */
  readonly text: string
  /** Decoded: without quotes and escapes. */
  readonly value: string
  /** The word in upper case, or the symbol; empty for everything that is no keyword. */
  readonly keyword: string
  /** Position in the statement, in UTF-16 units. */
  readonly start: number
  /** White space or a comment stood before it. */
  readonly spaced: boolean
}
