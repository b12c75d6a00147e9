import type { Cursor } from './cursor.ts'
import { limit, orderBy } from './order-by.ts'
import { quoteName } from './quote.ts'
import { notEmulated, unsupported } from './refusal.ts'
import type { Statement } from './statement.ts'
import { tableReferences } from './table-reference.ts'

/** What is known of a query once it has been read. */
export interface QueryFacts {
  /** An ORDER BY applies to the whole result. */
  readonly ordered: boolean
  readonly fromTable: boolean
  readonly forUpdate: boolean
}

/** Reads past `[WITH …] SELECT … [UNION …] [ORDER BY …] [LIMIT …] [FOR UPDATE]`. */
export function query(statement: Statement): QueryFacts {
  const { cursor } = statement
  if (cursor.is('WITH')) commonTableExpressions(statement)
  const first = term(statement)
  let fromTable = first.fromTable
  let ordered = first.ordered
  while (cursor.acceptOneOf('UNION', 'INTERSECT', 'EXCEPT') !== undefined) {
    cursor.acceptOneOf('ALL', 'DISTINCT')
    fromTable = term(statement).fromTable || fromTable
    ordered = false
  }
  if (cursor.is('MINUS')) throw notEmulated('MINUS between queries (EXCEPT means the same)')
  ordered = orderBy(statement) || ordered
  limit(statement)
  const locked = forUpdate(statement)
  if (cursor.is('INTO')) throw notEmulated('SELECT … INTO')
  if (cursor.is('PROCEDURE')) throw unsupported('PROCEDURE in SELECT')
  return { ordered, fromTable, forUpdate: locked || first.forUpdate }
}

function forUpdate(statement: Statement): boolean {
  const { cursor } = statement
  if (cursor.is('LOCK', 'IN')) throw unsupported('LOCK IN SHARE MODE')
  if (cursor.is('FOR', 'SHARE')) throw unsupported('FOR SHARE')
  if (!cursor.accept('FOR', 'UPDATE')) return false
  if (cursor.isOneOf('NOWAIT', 'SKIP', 'OF', 'WAIT')) {
    throw unsupported(`FOR UPDATE ${cursor.peek().keyword}`)
  }
  return true
}

function commonTableExpressions(statement: Statement): void {
  const { cursor } = statement
  cursor.expect('WITH')
  const recursive = cursor.accept('RECURSIVE')
  cursor.list(() => {
    const name = cursor.name()
    if (recursive) statement.commonTables.add(name)
    if (cursor.is('(')) cursor.parenthesised(() => cursor.name())
    cursor.expect('AS', '(')
    statement.subquery()
    cursor.expect(')')
    statement.commonTables.add(name)
  })
}

/** One SELECT, or a query in parentheses with an order of its own. */
function term(statement: Statement): QueryFacts {
  const { cursor } = statement
  if (!cursor.accept('(')) {
    return { fromTable: select(statement), ordered: false, forUpdate: false }
  }
  const facts = query(statement)
  cursor.expect(')')
  return facts
}

/** Tells whether it reads a table. */
function select(statement: Statement): boolean {
  const { cursor } = statement
  cursor.expect('SELECT')
  if (cursor.is('SQL_CALC_FOUND_ROWS')) throw notEmulated('SQL_CALC_FOUND_ROWS')
  cursor.acceptOneOf('ALL', 'DISTINCT', 'DISTINCTROW')
  cursor.accept('STRAIGHT_JOIN')
  cursor.list(() => selectItem(statement))
  if (cursor.is('INTO')) throw notEmulated('SELECT … INTO')
  if (!cursor.accept('FROM')) {
    // django-singlestore: a condition needs `FROM DUAL`.
    if (cursor.is('WHERE')) throw cursor.fail()
    return false
  }
  if (cursor.accept('DUAL')) {
    filters(statement)
    return false
  }
  tableReferences(statement)
  filters(statement)
  return true
}

function filters(statement: Statement): void {
  const { cursor } = statement
  if (cursor.accept('WHERE')) statement.expression()
  if (cursor.accept('GROUP', 'BY')) {
    cursor.list(() => {
      statement.expression()
      cursor.acceptOneOf('ASC', 'DESC')
    })
    cursor.accept('WITH', 'ROLLUP')
  }
  if (cursor.accept('HAVING')) statement.expression()
}

function selectItem(statement: Statement): void {
  const { cursor } = statement
  if (cursor.accept('*')) return
  if (star(cursor)) return
  const start = cursor.position
  statement.expression()
  const end = cursor.position
  if (cursor.is(':=')) throw unsupported('assignment to user-defined variables')
  if (cursor.accept('AS')) {
    if (cursor.peek().kind === 'string') textAlias(statement)
    else cursor.name()
  } else if (cursor.peek().kind === 'string') {
    textAlias(statement)
  } else if (cursor.isName()) {
    cursor.name()
  } else if (cursor.replaced(start, end)) {
    nameItem(statement, start, end)
  }
}

/** `t.*` and `d.t.*`. */
function star(cursor: Cursor): boolean {
  let at = 0
  while (['word', 'name'].includes(cursor.peek(at).kind) && cursor.peek(at + 1).keyword === '.') {
    at += 2
    if (cursor.peek(at).keyword !== '*') continue
    for (let skipped = 0; skipped <= at; skipped++) cursor.next()
    return true
  }
  return false
}

/** `AS 'name'`. */
function textAlias({ cursor, world }: Statement): void {
  const start = cursor.position
  const name = cursor.string()
  const alias = world.aliases.forward(name)
  if (alias !== name) cursor.replace(start, cursor.position, quoteName(alias))
}

/** Without it the column would be named after the replacement. */
function nameItem({ cursor, world }: Statement, start: number, end: number): void {
  const original = Array.from(cursor.original(start, end)).slice(0, 256).join('')
  cursor.append(end - 1, ` AS ${quoteName(world.aliases.forward(original))}`)
}
