import type { Action } from '../action.ts'
import { readCreateTable } from './create-table.ts'
import { forward } from './forward.ts'
import { mariadbCreateTable } from './mariadb-table.ts'
import { unsupported } from './refusal.ts'
import { findTable, type Statement, type TableName, tableName } from './statement.ts'
import { checkTable } from './table-rules.ts'

/** CREATE TABLE in all its kinds. */
export function createTable(statement: Statement): Action {
  const { session, world, warnings } = statement
  const { table, ifNotExists } = readCreateTable(statement)
  // A table that exists is not looked at again: the server says 1050, or nothing at all.
  const exists = () => findTable(statement, { database: table.database, table: table.name })
  const known = exists()
  if (known === undefined || known.temporary !== table.temporary) {
    warnings.push(...checkTable(table))
  }
  const onSuccess = () => {
    const existing = exists()
    if (existing === undefined || existing.temporary !== table.temporary) {
      world.registry.put(session.connectionId, table)
    }
  }
  return forward(statement, { onSuccess }, mariadbCreateTable(table, ifNotExists, world.aliases))
}

/** DROP [TEMPORARY] TABLE, DROP already read. */
export function dropTable(statement: Statement): Action {
  const { cursor, session, world } = statement
  cursor.accept('TEMPORARY')
  cursor.expect('TABLE')
  cursor.accept('IF', 'EXISTS')
  const names: TableName[] = []
  cursor.list(() => names.push(tableName(statement)))
  if (cursor.isOneOf('RESTRICT', 'CASCADE'))
    throw unsupported(`DROP TABLE … ${cursor.peek().keyword}`)
  cursor.end()
  const onSuccess = () => {
    for (const { database, table } of names) {
      world.registry.remove(session.connectionId, database, table)
    }
  }
  return forward(statement, { onSuccess })
}

export function truncate(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('TRUNCATE')
  cursor.accept('TABLE')
  tableName(statement)
  cursor.end()
  return forward(statement)
}
