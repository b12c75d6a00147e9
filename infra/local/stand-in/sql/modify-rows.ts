import type { Action } from '../action.ts'
import { assertNoShardColumn, assignments } from './assignment.ts'
import { forward } from './forward.ts'
import { pinnedValues } from './pinned-values.ts'
import { notEmulated, Refusal, unsupported, unsupportedDistributed } from './refusal.ts'
import { findTable, type Statement, type TableName, tableName } from './statement.ts'
import { shardColumns } from './table-model.ts'
import { table, tableReferences } from './table-reference.ts'
import { noteWrite } from './write-guard.ts'

/** UPDATE of one table or of joined ones. */
export function update(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('UPDATE')
  if (cursor.isOneOf('LOW_PRIORITY', 'IGNORE')) {
    throw unsupported(`UPDATE ${cursor.peek().keyword}`)
  }
  tableReferences(statement)
  const read = [...statement.tables]
  cursor.expect('SET')
  const assigned = assignments(statement)
  const where = condition(statement)
  if (cursor.is('LIMIT')) {
    assertOnePartition(statement, where)
    limit(statement)
  }
  end(statement)

  for (const { qualifier, column } of assigned) {
    const targets = read.filter(({ alias }) => qualifier === null || alias === qualifier)
    for (const { name } of targets) {
      const model = findTable(statement, name)
      if (model !== undefined && (qualifier !== null || read.length === 1)) {
        assertNoShardColumn(model, column)
      }
    }
  }
  const written = read.filter(
    ({ alias }) => read.length === 1 || assigned.some(({ qualifier }) => qualifier === alias),
  )
  write(
    statement,
    (written.length === 0 ? read : written).map(({ name }) => name),
    read.length > 1,
  )
  return forward(statement)
}

/** DELETE from one table, or `DELETE t FROM t JOIN …`. */
export function deleteRows(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('DELETE')
  if (cursor.isOneOf('LOW_PRIORITY', 'QUICK', 'IGNORE')) {
    throw unsupported(`DELETE ${cursor.peek().keyword}`)
  }
  if (cursor.accept('FROM')) {
    table(statement)
    if (cursor.is(',') || cursor.is('USING')) throw notEmulated('DELETE FROM … USING')
    condition(statement)
    limit(statement)
    end(statement)
    write(
      statement,
      statement.tables.slice(0, 1).map(({ name }) => name),
      false,
    )
    return forward(statement)
  }
  const targets: TableName[] = []
  cursor.list(() => targets.push(tableName(statement)))
  cursor.expect('FROM')
  tableReferences(statement)
  const read = [...statement.tables]
  condition(statement)
  end(statement)
  const resolved = targets.map(
    (target) => read.find(({ alias }) => alias === target.table)?.name ?? target,
  )
  write(statement, resolved, read.length > 1)
  return forward(statement)
}

/** Reads past WHERE; returns where the tokens of its condition lie. */
function condition(statement: Statement): { readonly from: number; readonly to: number } {
  const { cursor } = statement
  const given = cursor.accept('WHERE')
  const from = cursor.position
  if (given) statement.expression()
  if (cursor.is('ORDER')) throw unsupported('ORDER BY in UPDATE or DELETE')
  return { from, to: cursor.position }
}

function limit({ cursor }: Statement): void {
  if (cursor.accept('LIMIT')) cursor.integer()
}

/** `OPTION (columnstore_table_lock_threshold = n)` tunes locking, which MariaDB does its own way. */
function end(statement: Statement): void {
  const { cursor } = statement
  if (cursor.is('RETURNING')) throw unsupported('RETURNING')
  const start = cursor.position
  if (cursor.accept('OPTION', '(', 'COLUMNSTORE_TABLE_LOCK_THRESHOLD', '=')) {
    cursor.integer()
    cursor.expect(')')
    cursor.replace(start, cursor.position, '')
  }
  cursor.end()
}

function assertOnePartition(
  statement: Statement,
  where: { readonly from: number; readonly to: number },
): void {
  const [only] = statement.tables
  const model = only === undefined ? undefined : findTable(statement, only.name)
  if (model === undefined || model.reference) return
  const shard = shardColumns(model)
  const pinned = pinnedValues(statement.cursor, where.from, where.to)
  const one = shard.every((column) => pinned.get(column.toLowerCase())?.length === 1)
  if (shard.length > 0 && one) return
  throw unsupportedDistributed('UPDATE … LIMIT that does not select one partition')
}

function write(statement: Statement, targets: readonly TableName[], joined: boolean): void {
  // Tables of information_schema are not among those noted while reading.
  if (targets.length === 0) {
    throw new Refusal(1044, '42000', "Access denied to database 'information_schema'")
  }
  for (const target of targets) {
    if (joined && findTable(statement, target)?.reference === true) {
      throw unsupportedDistributed(
        'multi-table UPDATE/DELETE with a reference table as target table',
      )
    }
    noteWrite(statement, target)
  }
}
