import type { Action } from '../action.ts'
import { alterModel } from './alter-model.ts'
import { assertAlterable } from './alter-rules.ts'
import { type AlterSpec, readAlterSpecs } from './alter-spec.ts'
import { forward } from './forward.ts'
import { readKeyDefinition } from './key-definition.ts'
import { mariadbAlterClause } from './mariadb-alter.ts'
import { mariadbTableName } from './mariadb-table.ts'
import { notEmulated, Refusal } from './refusal.ts'
import { findTable, type Statement, type TableName, tableName } from './statement.ts'
import type { TableModel } from './table-model.ts'
import { checkTable } from './table-rules.ts'

/** `ALTER [ONLINE] TABLE t spec, … [TIMEOUT n]`. */
export function alterTable(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('ALTER')
  cursor.accept('ONLINE')
  if (!cursor.is('TABLE')) throw notEmulated(`ALTER ${cursor.peek().text}`)
  cursor.expect('TABLE')
  const name = tableName(statement)
  return alter(statement, name, readAlterSpecs(statement))
}

/** `CREATE [UNIQUE] INDEX name ON t (…)`, CREATE already read: ALTER TABLE by another name. */
export function createIndex(statement: Statement): Action {
  const { cursor } = statement
  const unique = cursor.accept('UNIQUE')
  cursor.expect('INDEX')
  const indexName = cursor.name()
  cursor.expect('ON')
  const name = tableName(statement)
  const key = readKeyDefinition(cursor, unique ? 'unique' : 'key')
  cursor.end()
  return alter(statement, name, [{ kind: 'add-key', key: { ...key, name: indexName } }])
}

/** `DROP INDEX name ON t`, DROP already read. */
export function dropIndex(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('INDEX')
  const indexName = cursor.name()
  cursor.expect('ON')
  const name = tableName(statement)
  cursor.end()
  return alter(statement, name, [{ kind: 'drop-key', name: indexName }])
}

function alter(statement: Statement, name: TableName, specs: readonly AlterSpec[]): Action {
  const { session, world, warnings } = statement
  const before = findTable(statement, name)
  if (before === undefined) {
    throw new Refusal(1146, '42S02', `Table '${name.database}.${name.table}' doesn't exist`)
  }
  let table: TableModel = before
  const clauses: string[] = []
  for (const spec of specs) {
    assertAlterable(table, spec)
    const after = alterModel(table, spec)
    const clause = mariadbAlterClause(table, after, spec, world.aliases)
    if (clause !== undefined) clauses.push(clause)
    if (spec.kind === 'add-column' && spec.definition.column.nullability === 'not null') {
      const { name: added } = spec.definition.column
      warnings.push(`Unconfirmed: SingleStore may refuse to add column '${added}' as NOT NULL`)
    }
    table = after
  }
  const known = checkTable(before)
  warnings.push(...checkTable(table).filter((warning) => !known.includes(warning)))
  const altered = table
  const onSuccess = () => {
    world.registry.remove(session.connectionId, before.database, before.name)
    world.registry.put(session.connectionId, altered)
  }
  const sql = `ALTER TABLE ${mariadbTableName(before, world.aliases)} ${clauses.join(', ')}`
  return forward(statement, { onSuccess }, sql)
}
