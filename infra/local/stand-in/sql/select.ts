import type { Action } from '../action.ts'
import { forward } from './forward.ts'
import { query } from './query.ts'
import { unsupported } from './refusal.ts'
import { findTable, type Statement } from './statement.ts'

/** SELECT; rows come in any order unless ORDER BY says one. */
export function select(statement: Statement): Action {
  const facts = query(statement)
  statement.cursor.end()
  if (facts.forUpdate) assertLockable(statement)
  const shuffle = facts.fromTable && !facts.ordered && statement.tables.length > 0
  return forward(statement, shuffle ? { shuffle } : {})
}

function assertLockable(statement: Statement): void {
  if (statement.tables.length < 2 && statement.subqueries === 0) return
  const columnstore = statement.tables.some(
    ({ name }) => findTable(statement, name)?.storage === 'columnstore',
  )
  if (columnstore) {
    throw unsupported('FOR UPDATE with subselect or join involving a columnstore table')
  }
}
