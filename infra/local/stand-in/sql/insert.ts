import type { Action } from '../action.ts'
import { assertFilled } from './assert-filled.ts'
import { assertNoKeyColumn, assertNoShardColumn, assignments } from './assignment.ts'
import { forward } from './forward.ts'
import { isQuery } from './is-query.ts'
import { unsupported } from './refusal.ts'
import { findTable, type Statement, type TableName, tableName } from './statement.ts'
import { keysOf } from './table-model.ts'
import { noteWrite } from './write-guard.ts'

/** INSERT [IGNORE] … VALUES | SELECT [ON DUPLICATE KEY UPDATE …], and REPLACE. */
export function insert(statement: Statement): Action {
  const { cursor } = statement
  const verb = cursor.next().keyword
  if (cursor.isOneOf('LOW_PRIORITY', 'DELAYED', 'HIGH_PRIORITY')) {
    throw unsupported(`${verb} ${cursor.peek().keyword}`)
  }
  const ignore = verb === 'INSERT' && cursor.accept('IGNORE')
  cursor.accept('INTO')
  const target = tableName(statement)
  const listed = cursor.is('(') && !isQuery(cursor, 1) ? columnList(statement) : []
  if (cursor.is('SET')) throw unsupported(`${verb} … SET`)

  let emptyRow = false
  if (isQuery(cursor)) statement.subquery()
  else emptyRow = values(statement)
  if (verb === 'INSERT' && cursor.accept('ON', 'DUPLICATE', 'KEY', 'UPDATE')) {
    onDuplicateKey(statement, target)
  }
  if (cursor.is('RETURNING')) throw unsupported('RETURNING')
  cursor.end()
  noteWrite(statement, target)
  const table = findTable(statement, target)
  if (table !== undefined && !ignore && (emptyRow || listed.length > 0)) assertFilled(table, listed)
  return forward(statement)
}

/** `(a, b)`, or nothing between the parentheses. */
function columnList({ cursor }: Statement): readonly string[] {
  const names: string[] = []
  cursor.expect('(')
  if (!cursor.is(')')) cursor.list(() => names.push(cursor.name()))
  cursor.expect(')')
  return names
}

/** Tells whether a row is `()`: all defaults. */
function values(statement: Statement): boolean {
  const { cursor } = statement
  if (cursor.acceptOneOf('VALUES', 'VALUE') === undefined) throw cursor.fail()
  const before = statement.subqueries
  let emptyRow = false
  cursor.list(() => {
    cursor.expect('(')
    if (cursor.is(')')) emptyRow = true
    else cursor.list(() => statement.expression())
    cursor.expect(')')
  })
  if (statement.subqueries > before) throw unsupported('select within values clause')
  return emptyRow
}

function onDuplicateKey(statement: Statement, target: TableName): void {
  const table = findTable(statement, target)
  const assigned = assignments(statement)
  if (table === undefined) return
  if (keysOf(table, 'primary').length + keysOf(table, 'unique').length === 0) {
    throw unsupported('ON DUPLICATE KEY UPDATE on a table without a primary or unique key')
  }
  for (const { column } of assigned) {
    assertNoKeyColumn(table, column)
    assertNoShardColumn(table, column)
  }
}
