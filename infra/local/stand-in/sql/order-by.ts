import { unsupported } from './refusal.ts'
import type { Statement } from './statement.ts'

/** Reads past `ORDER BY …` if it is next; tells whether it was. */
export function orderBy(statement: Statement): boolean {
  const { cursor } = statement
  if (!cursor.accept('ORDER', 'BY')) return false
  cursor.list(() => {
    const start = cursor.position
    statement.expression()
    for (let at = start - cursor.position; at < 0; at++) {
      // django-singlestore's list of features skips its tests of this clause.
      if (cursor.peek(at).keyword === 'COLLATE') throw unsupported('COLLATE in ORDER BY')
    }
    cursor.acceptOneOf('ASC', 'DESC')
  })
  return true
}

/** Reads past `LIMIT n`, `LIMIT n, m` or `LIMIT n OFFSET m` if it is next; tells whether it was. */
export function limit(statement: Statement): boolean {
  const { cursor } = statement
  if (!cursor.accept('LIMIT')) return false
  cursor.integer()
  if (cursor.accept(',') || cursor.accept('OFFSET')) cursor.integer()
  return true
}
