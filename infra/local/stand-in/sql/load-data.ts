import type { Action } from '../action.ts'
import { assertFilled } from './assert-filled.ts'
import { createEnumGuards, type EnumGuards } from './enum-guards.ts'
import { filteredLoad } from './filtered-load.ts'
import { readLoadSource } from './load-source.ts'
import type { NameAliases } from './name-aliases.ts'
import { quoteName, quoteString } from './quote.ts'
import { notEmulated, Refusal, unsupported } from './refusal.ts'
import { findTable, type Statement, tableName } from './statement.ts'
import type { TableModel } from './table-model.ts'
import { noteWrite } from './write-guard.ts'

/** LOAD DATA LOCAL INFILE, turned into one that MariaDB's server reads itself: that one is strict. */
export function loadData(statement: Statement): Action {
  const { cursor, world } = statement
  cursor.expect('LOAD', 'DATA')
  const source = readLoadSource(cursor)
  const replace = cursor.accept('REPLACE')
  if (cursor.is('IGNORE') || cursor.is('SKIP')) {
    throw notEmulated(`LOAD DATA … ${cursor.peek().keyword}`)
  }
  cursor.expect('INTO', 'TABLE')
  const start = cursor.position
  const target = tableName(statement)
  const into = cursor.text(start, cursor.position)
  if (cursor.is('FORMAT')) throw notEmulated('LOAD DATA … FORMAT')
  if (cursor.is('PARTITION')) throw unsupported('PARTITION selection')
  const charset = readCharset(statement)
  const table = findTable(statement, target)
  const body = readBody(statement, table)
  const where = readWhere(statement)
  cursor.end()
  noteWrite(statement, target)

  const load = (verb: string, written: string) => (path: string) =>
    `LOAD DATA INFILE ${quoteString(path)} ${verb} TABLE ${written} CHARACTER SET ${charset}${body.sql}`
  const file = { kind: 'load', ...source } as const
  if (where === null) return { ...file, sql: load(replace ? 'REPLACE INTO' : 'INTO', into) }
  if (table === undefined) {
    const { database, table: name } = target
    throw new Refusal(1146, '42S02', `Table '${database}.${name}' doesn't exist`)
  }
  const verb = replace ? 'REPLACE' : 'INSERT'
  const filtered = filteredLoad(table, world.aliases, { given: body.given, where, verb })
  const { spool, before, move } = filtered
  return { ...file, before, sql: load('INTO', spool), after: [move] }
}

/** The condition of WHERE as MariaDB is to see it; null where there is none. */
function readWhere(statement: Statement): string | null {
  const { cursor } = statement
  if (!cursor.accept('WHERE')) return null
  const start = cursor.position
  const { subqueries } = statement
  // A variable holds what the file says, not what a column makes of it; nothing tells what a query would see.
  statement.loadVariables.clear()
  statement.expression()
  if (statement.subqueries > subqueries) throw notEmulated('LOAD DATA … WHERE with a subselect')
  const where = cursor.text(start, cursor.position)
  refuseClause(statement)
  return where
}

/** Said always: MariaDB's default is the database's, SingleStore's is UTF-8. */
function readCharset({ cursor }: Statement): string {
  if (!cursor.accept('CHARACTER', 'SET')) return 'utf8mb4'
  const charset = cursor.next().value.toLowerCase()
  if (!['utf8', 'utf8mb4', 'binary'].includes(charset)) {
    throw notEmulated(`LOAD DATA … CHARACTER SET ${charset}`)
  }
  return charset
}

interface Body {
  /** As MariaDB is to see it. */
  readonly sql: string
  /** Columns that the statement fills. */
  readonly given: readonly string[]
}

/**
 * Everything between the character set and WHERE. Throws a Refusal (1364) where a column is wanting.
 */
function readBody(statement: Statement, table: TableModel | undefined): Body {
  const { cursor, world } = statement
  const guards = createEnumGuards(table, world.aliases)
  const start = cursor.position
  if (cursor.acceptOneOf('FIELDS', 'COLUMNS') !== undefined) {
    options(statement, ['TERMINATED', 'ENCLOSED', 'ESCAPED', 'OPTIONALLY'])
  }
  if (cursor.accept('LINES')) options(statement, ['STARTING', 'TERMINATED'])
  refuseClause(statement)
  if (cursor.accept('IGNORE')) {
    cursor.integer()
    cursor.expect('LINES')
  }
  refuseClause(statement)
  const listStart = cursor.position
  const listed = cursor.is('(') ? columnList(statement, guards) : null
  const setStart = cursor.position
  const assigned = cursor.accept('SET') ? setClause(statement) : []
  refuseClause(statement)
  if (table !== undefined && listed !== null) assertFilled(table, [...listed, ...assigned])
  const list =
    listed === null
      ? wholeList(table, guards, world.aliases, cursor.is('WHERE'))
      : cursor.text(listStart, setStart)
  const set = assigned.length === 0 ? '' : cursor.text(setStart + 1, cursor.position)
  // These first, so that what the client sets may read them.
  const sets = [...guards.assignments, set].filter((each) => each !== '').join(', ')
  const parts = [cursor.text(start, listStart), list, sets === '' ? '' : `SET ${sets}`]
  return {
    sql: parts.map((part) => (part === '' ? '' : ` ${part}`)).join(''),
    given: [...(listed ?? table?.columns.map(({ name }) => name) ?? []), ...assigned],
  }
}

/** The list that goes without saying, said where one of its columns is read in another way, or the file in another table. */
function wholeList(
  table: TableModel | undefined,
  guards: EnumGuards,
  aliases: NameAliases,
  elsewhere: boolean,
): string {
  const columns = table?.columns ?? []
  const read = columns.map(({ name }) => guards.read(name) ?? quoteName(aliases.forward(name)))
  const isSaid = guards.assignments.length > 0 || (elsewhere && read.length > 0)
  return isSaid ? `(${read.join(', ')})` : ''
}

/** Reads `column = expression, …`; gives the columns. */
function setClause(statement: Statement): readonly string[] {
  const { cursor } = statement
  const columns: string[] = []
  cursor.list(() => {
    if (cursor.peek().kind === 'variable') throw cursor.fail()
    columns.push(cursor.name())
    cursor.expect('=')
    statement.expression()
  })
  return columns
}

function options({ cursor }: Statement, words: readonly string[]): void {
  while (cursor.isOneOf(...words)) {
    if (cursor.accept('OPTIONALLY')) cursor.expect('ENCLOSED')
    else cursor.next()
    cursor.expect('BY')
    cursor.string()
  }
}

function refuseClause({ cursor }: Statement): void {
  if (cursor.is('TRAILING', 'NULLCOLS')) throw notEmulated('LOAD DATA … TRAILING NULLCOLS')
  if (cursor.is('NULL', 'DEFINED')) throw notEmulated('LOAD DATA … NULL DEFINED BY')
  if (cursor.is('MAX_ERRORS')) throw notEmulated('LOAD DATA … MAX_ERRORS')
  if (cursor.is('ERRORS')) throw notEmulated('LOAD DATA … ERRORS HANDLE')
  if (cursor.is('FORMAT')) throw notEmulated('LOAD DATA … FORMAT')
  if (cursor.is('ON', 'DUPLICATE')) throw unsupported('ON DUPLICATE KEY UPDATE in LOAD DATA')
}

/** `(column | @variable, …)`; the variables are known to the SET clause behind it and nowhere else. */
function columnList(statement: Statement, guards: EnumGuards): readonly string[] {
  const { cursor, loadVariables } = statement
  const columns: string[] = []
  cursor.parenthesised(() => {
    const token = cursor.peek()
    if (token.kind !== 'variable') {
      const name = cursor.name()
      const variable = guards.read(name)
      if (variable !== null) cursor.replace(cursor.position - 1, cursor.position, variable)
      columns.push(name)
      return
    }
    if (loadVariables.has(token.value.toLowerCase())) {
      throw new Refusal(1064, '42000', `Load variable @${token.value} is listed twice`)
    }
    loadVariables.add(token.value.toLowerCase())
    cursor.next()
  })
  return columns
}
