import type { Cursor } from './cursor.ts'

/** A query begins `ahead` tokens from here, perhaps inside parentheses. */
export function isQuery(cursor: Cursor, ahead = 0): boolean {
  let at = ahead
  while (cursor.peek(at).keyword === '(') at++
  return ['SELECT', 'WITH'].includes(cursor.peek(at).keyword)
}
