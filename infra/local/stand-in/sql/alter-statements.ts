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
import { sameName, type TableModel } from './table-model.ts'
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
  assertSeparable(specs)
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
  const onSuccess = () => {
    // Another session may have altered the table while this one waited for it.
    const current = findTable(statement, name) ?? before
    world.registry.remove(session.connectionId, before.database, before.name)
    world.registry.put(session.connectionId, specs.reduce(alterModel, current))
  }
  const sql = `ALTER TABLE ${mariadbTableName(before, world.aliases)} ${clauses.join(', ')}`
  const turn = () => world.turns.take(before.database, before.name)
  return forward(statement, { onSuccess, turn }, sql)
}

/** MariaDB makes all changes at once, so that a name both old and new would mean another column. */
function assertSeparable(specs: readonly AlterSpec[]): void {
  for (const rename of specs) {
    if (rename.kind !== 'rename-column') continue
    const names = [rename.from, rename.to]
    const others = specs.filter((spec) => spec !== rename).flatMap(columnsOf)
    if (others.some((name) => names.some((renamed) => sameName(renamed, name)))) {
      throw notEmulated(
        `CHANGE of column '${rename.from}' beside another change of it in one ALTER TABLE`,
      )
    }
  }
}

/** The columns that a change speaks of. */
function columnsOf(spec: AlterSpec): readonly string[] {
  switch (spec.kind) {
    case 'add-column': {
      const { definition, position } = spec
      return [definition.column.name, ...(position.kind === 'after' ? [position.column] : [])]
    }
    case 'add-key':
      return spec.key.columns.map(({ name }) => name)
    case 'modify-column':
      return [spec.definition.column.name]
    case 'drop-column':
      return [spec.name]
    case 'rename-column':
      return [spec.from, spec.to]
    case 'drop-key':
    case 'rename-table':
      return []
  }
}
