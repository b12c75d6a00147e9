import type { Cursor } from './cursor.ts'

/** Words that make a chain of AND something else. */
const OTHERWISE = ['OR', '||', 'XOR', 'NOT', '!', 'BETWEEN', 'CASE']
const AND = ['AND', '&&']

/**
 * The literals that a condition, in tokens `from` up to `to`, allows each column to have, by column in
 * lower case: a chain of AND with `column = literal` or `column IN (literal, …)` in it. Columns it says
 * nothing certain of are missing.
 */
export function pinnedValues(
  cursor: Cursor,
  from: number,
  to: number,
): ReadonlyMap<string, readonly string[]> {
  const at = (index: number) => cursor.peek(index - cursor.position)
  const pinned = new Map<string, readonly string[]>()
  let depth = 0
  for (let index = from; index < to; index++) {
    const { keyword } = at(index)
    if (keyword === '(') depth++
    if (keyword === ')') depth--
    if (depth > 0) continue
    if (OTHERWISE.includes(keyword)) return new Map()
    if (keyword !== '=' && keyword !== 'IN') continue
    const column = columnBefore(at, index, from)
    const values = keyword === '=' ? oneLiteral(at, index + 1) : literalList(at, index + 1)
    if (column === undefined || values === undefined) continue
    const end = index + 1 + values.tokens
    if (end < to && !AND.includes(at(end).keyword)) continue
    pinned.set(column, values.literals)
  }
  return pinned
}

type TokenAt = (index: number) => ReturnType<Cursor['peek']>

interface Literals {
  readonly literals: readonly string[]
  readonly tokens: number
}

/** The column that a comparison at `index` begins with, whatever qualifies it. */
function columnBefore(at: TokenAt, index: number, from: number): string | undefined {
  let start = index - 1
  while (start - 2 >= from && at(start - 1).keyword === '.') start -= 2
  const opens = start === from || AND.includes(at(start - 1).keyword)
  const { kind, value } = at(index - 1)
  return opens && (kind === 'word' || kind === 'name') ? value.toLowerCase() : undefined
}

function oneLiteral(at: TokenAt, index: number): Literals | undefined {
  return isLiteral(at, index) ? { literals: [at(index).value], tokens: 1 } : undefined
}

function literalList(at: TokenAt, index: number): Literals | undefined {
  if (at(index).keyword !== '(') return undefined
  const literals: string[] = []
  for (let next = index + 1; ; next += 2) {
    if (!isLiteral(at, next)) return undefined
    literals.push(at(next).value)
    const { keyword } = at(next + 1)
    if (keyword === ')') return { literals, tokens: next + 2 - index }
    if (keyword !== ',') return undefined
  }
}

function isLiteral(at: TokenAt, index: number): boolean {
  return at(index).kind === 'string' || at(index).kind === 'literal'
}
