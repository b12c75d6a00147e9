import { dirname, join } from 'node:path/posix'
import type { Token } from './tokens.ts'

/** One import, re-export or `import()` of a module, types included. */
export interface Import {
  readonly specifier: string
  /** Path inside the project; undefined for a package or a module of Node. */
  readonly target: string | undefined
  readonly line: number
}

/** All modules that a file (`path` from the project's folder) names, in order. */
export function importsOf(path: string, tokens: readonly Token[]): readonly Import[] {
  return tokens.flatMap((token, i) => {
    if (token.kind !== 'string' || !namesModule(tokens, i)) return []
    const specifier = token.text
    const target = specifier.startsWith('.') ? join(dirname(path), specifier) : undefined
    return [{ specifier, target, line: token.line }]
  })
}

/** `from '…'` at the end of an import or export, `import '…'`, `import('…')`. */
function namesModule(tokens: readonly Token[], i: number): boolean {
  const [before, beforeThat] = [tokens[i - 1], tokens[i - 2]]
  const isWord = (token: Token | undefined, text: string): boolean =>
    token?.kind === 'word' && token.text === text
  if (isWord(before, 'from')) return beforeThat !== undefined && beforeThat.text !== '.'
  if (isWord(before, 'import')) return true
  return before?.text === '(' && isWord(beforeThat, 'import')
}
