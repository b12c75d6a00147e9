import { informationSchemaTable } from './information-schema.ts'
import { isQuery } from './is-query.ts'
import { pinnedValues } from './pinned-values.ts'
import { quoteName } from './quote.ts'
import { notEmulated, unsupported } from './refusal.ts'
import { isInformationSchema, type Statement, tableName } from './statement.ts'

const CLAUSE_ENDS = [
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'FOR',
  ';',
]

/** Reads past what stands behind FROM, and notes the tables in it. */
export function tableReferences(statement: Statement): void {
  statement.cursor.list(() => joined(statement))
}

function joined(statement: Statement): void {
  const { cursor } = statement
  factor(statement)
  while (join(statement)) {
    factor(statement)
    if (cursor.accept('ON')) statement.expression()
    else if (cursor.accept('USING')) cursor.parenthesised(() => cursor.name())
  }
}

/** Reads past the words of a join. */
function join(statement: Statement): boolean {
  const { cursor } = statement
  if (cursor.is('FULL', 'JOIN') || cursor.is('FULL', 'OUTER')) {
    throw notEmulated('FULL OUTER JOIN')
  }
  if (cursor.accept('STRAIGHT_JOIN')) return true
  const natural = cursor.accept('NATURAL')
  const side = cursor.acceptOneOf('LEFT', 'RIGHT', 'INNER', 'CROSS')
  if (side === 'LEFT' || side === 'RIGHT') cursor.accept('OUTER')
  if (cursor.accept('JOIN')) return true
  if (natural || side !== undefined) throw cursor.fail()
  return false
}

function factor(statement: Statement): void {
  const { cursor } = statement
  if (cursor.is('LATERAL')) throw notEmulated('LATERAL')
  if (cursor.is('(') && isQuery(cursor, 1)) {
    cursor.expect('(')
    statement.subquery()
    cursor.expect(')')
    alias(statement)
    if (cursor.is('(')) cursor.parenthesised(() => cursor.name())
    return
  }
  if (cursor.accept('(')) {
    tableReferences(statement)
    cursor.expect(')')
    return
  }
  if (cursor.peek(1).keyword === '(') {
    throw notEmulated(`the table function ${cursor.peek().text}`)
  }
  table(statement)
}

/** Reads past `[database.]table [[AS] alias]`, and notes the table. */
export function table(statement: Statement): void {
  const { cursor } = statement
  const start = cursor.position
  const common = cursor.peek(1).keyword !== '.' && statement.commonTables.has(cursor.peek().value)
  if (common) {
    cursor.name()
    alias(statement)
    return
  }
  const name = tableName(statement)
  const end = cursor.position
  const given = alias(statement)
  if (
    cursor.isOneOf('USE', 'FORCE', 'IGNORE') &&
    ['INDEX', 'KEY'].includes(cursor.peek(1).keyword)
  ) {
    throw notEmulated('index hints')
  }
  if (cursor.is('FOR', 'SYSTEM_TIME')) throw unsupported('FOR SYSTEM_TIME')
  if (isInformationSchema(name.database)) {
    const derived = informationSchemaTable(statement, name.table, wantedTables(statement))
    const named = given === undefined ? ` AS ${quoteName(name.table)}` : ''
    cursor.replace(start, end, `(${derived})${named}`)
    return
  }
  statement.tables.push({ name, alias: given ?? name.table })
}

/**
 * Names in the condition right behind a single table. Anything else wants all tables: a qualified column
 * may be another query's, and a number or hex literal compares in its own way.
 */
function wantedTables({ cursor }: Statement): ReadonlyMap<string, readonly string[]> {
  if (!cursor.is('WHERE')) return new Map()
  const from = cursor.position + 1
  let depth = 0
  let to = from
  for (; ; to++) {
    const { keyword, kind } = cursor.peek(to - cursor.position)
    if (keyword === '(') depth++
    if (keyword === ')') depth--
    if (keyword === '.' || kind === 'literal') return new Map()
    if (depth < 0 || kind === 'end' || (depth === 0 && CLAUSE_ENDS.includes(keyword))) break
  }
  return pinnedValues(cursor, from, to)
}

function alias(statement: Statement): string | undefined {
  const { cursor } = statement
  if (cursor.accept('AS')) return cursor.name()
  // `t PARTITION (p)` and `t WITH (…)` are no aliases.
  if (cursor.is('PARTITION', '(')) throw unsupported('PARTITION selection')
  if (cursor.is('WITH', '(')) throw notEmulated('table hints')
  if (cursor.is('FULL') && cursor.peek(1).keyword !== ',') return undefined
  if (!cursor.isName()) return undefined
  if (cursor.is('OPTION', '(') || cursor.is('OFFSET')) return undefined
  return cursor.name()
}
