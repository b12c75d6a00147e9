import type { Action } from '../action.ts'
import { readCreateTable } from './create-table.ts'
import { forward } from './forward.ts'
import { mariadbCreateTable } from './mariadb-table.ts'
import { Refusal, unsupported } from './refusal.ts'
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
    // IF NOT EXISTS succeeds without making anything.
    if (ifNotExists && existing !== undefined && existing.temporary === table.temporary) return
    world.registry.put(session.connectionId, table)
  }
  const turn = () => world.turns.take(table.database, table.name)
  const sql = mariadbCreateTable(table, ifNotExists, world.aliases)
  return forward(statement, { onSuccess, turn }, sql)
}

/** DROP [TEMPORARY] TABLE, DROP already read. */
export function dropTable(statement: Statement): Action {
  const { cursor, session, world } = statement
  cursor.accept('TEMPORARY')
  cursor.expect('TABLE')
  const ifExists = cursor.accept('IF', 'EXISTS')
  const names: TableName[] = []
  cursor.list(() => names.push(tableName(statement)))
  if (cursor.isOneOf('RESTRICT', 'CASCADE'))
    throw unsupported(`DROP TABLE … ${cursor.peek().keyword}`)
  cursor.end()
  if (names.length > 1 && !ifExists) assertAllKnown(statement, names)
  const onSuccess = () => {
    for (const { database, table } of names) {
      world.registry.remove(session.connectionId, database, table)
    }
  }
  return forward(statement, { onSuccess })
}

/** MariaDB would drop those that exist, fail all the same, and leave the rules with a wrong picture. */
function assertAllKnown(statement: Statement, names: readonly TableName[]): void {
  for (const name of names) {
    if (findTable(statement, name) !== undefined) continue
    throw new Refusal(1051, '42S02', `Unknown table '${name.database}.${name.table}'`)
  }
}

export function truncate(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('TRUNCATE')
  cursor.accept('TABLE')
  tableName(statement)
  cursor.end()
  return forward(statement)
}
