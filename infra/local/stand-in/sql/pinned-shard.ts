import type { Cursor } from './cursor.ts'

/**
 * The condition in tokens `from` up to `to` is a chain of AND that sets every shard column equal to a
 * literal: all rows it can meet lie in one partition.
 */
export function pinsShard(
  cursor: Cursor,
  from: number,
  to: number,
  shard: readonly string[],
): boolean {
  const pinned = new Set<string>()
  let depth = 0
  for (let index = from; index < to; index++) {
    const at = index - cursor.position
    const { keyword } = cursor.peek(at)
    if (keyword === '(') depth++
    if (keyword === ')') depth--
    if (depth > 0) continue
    if (['OR', '||', 'XOR', 'NOT'].includes(keyword)) return false
    if (keyword !== '=' || !['string', 'literal'].includes(cursor.peek(at + 1).kind)) continue
    const after = cursor.peek(at + 2)
    const ends = index + 2 >= to || after.keyword === 'AND' || after.keyword === '&&'
    if (ends) pinned.add(cursor.peek(at - 1).value.toLowerCase())
  }
  return shard.every((column) => pinned.has(column.toLowerCase()))
}
