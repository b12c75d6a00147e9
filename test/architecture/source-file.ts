import { type Import, importsOf } from './imports.ts'
import { type Token, tokensOf } from './tokens.ts'

/** A file of the project as the rules look at it. */
export interface SourceFile {
  /** From the project's folder, with slashes. */
  readonly path: string
  readonly lines: number
  readonly tokens: readonly Token[]
  readonly imports: readonly Import[]
}

/** Reads one file; `source` is its text. */
export function readSourceFile(path: string, source: string): SourceFile {
  const tokens = tokensOf(source)
  const lines = source.split('\n').length - (source.endsWith('\n') ? 1 : 0)
  return { path, lines, tokens, imports: importsOf(path, tokens) }
}
