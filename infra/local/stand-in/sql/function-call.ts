import { assertFunction } from './functions.ts'
import { orderBy } from './order-by.ts'
import { quoteValue } from './quote.ts'
import { notEmulated } from './refusal.ts'
import { serverIdentity } from './server-identity.ts'
import type { Statement } from './statement.ts'

/** Reads past `name( … )`, next in the statement. Throws a Refusal for a function SingleStore lacks. */
export function functionCall(statement: Statement): void {
  const { cursor } = statement
  const start = cursor.position
  const name = cursor.next().keyword
  switch (name) {
    case 'CAST':
      cursor.expect('(')
      statement.expression()
      cursor.expect('AS')
      castType(statement)
      cursor.expect(')')
      return
    case 'CONVERT':
      convert(statement)
      return
    case 'EXTRACT':
      cursor.expect('(')
      cursor.next()
      cursor.expect('FROM')
      statement.expression()
      cursor.expect(')')
      return
    case 'TRIM':
    case 'SUBSTRING':
    case 'SUBSTR':
    case 'CHAR':
      separated(statement)
      return
    case 'GROUP_CONCAT':
      groupConcat(statement)
      return
    case 'DEFAULT':
    case 'VALUES':
      cursor.expect('(')
      statement.expression()
      cursor.expect(')')
      return
    case 'CONNECTION_ID':
      answer(statement, start, String(statement.session.connectionId))
      return
    case 'VERSION':
      answer(statement, start, quoteValue(serverIdentity.compatibleVersion))
      return
    case 'DATABASE':
    case 'SCHEMA':
      answer(statement, start, quoteValue(statement.session.database))
      return
    default:
      assertFunction(name)
      argumentList(statement)
      if (cursor.is('OVER')) window(statement)
  }
}

/** A function the stand-in answers itself, since MariaDB knows another truth. */
function answer(statement: Statement, start: number, value: string): void {
  const { cursor } = statement
  cursor.expect('(')
  cursor.expect(')')
  cursor.replace(start, cursor.position, value)
}

function argumentList(statement: Statement): void {
  const { cursor } = statement
  cursor.expect('(')
  if (cursor.accept(')')) return
  if (!cursor.accept('*')) {
    cursor.acceptOneOf('DISTINCT', 'ALL')
    // The first argument of TIMESTAMPADD and TIMESTAMPDIFF is a unit, which reads as a column.
    cursor.list(() => statement.expression())
  }
  cursor.expect(')')
}

/** Arguments divided by words: `TRIM(LEADING 'x' FROM y)`, `SUBSTRING(x FROM 1 FOR 2)`, `CHAR(1 USING utf8)`. */
function separated(statement: Statement): void {
  const { cursor } = statement
  cursor.expect('(')
  cursor.acceptOneOf('LEADING', 'TRAILING', 'BOTH')
  while (!cursor.accept(')')) {
    if (cursor.acceptOneOf(',', 'FROM', 'FOR', 'IN') !== undefined) continue
    if (cursor.accept('USING')) cursor.name()
    else statement.expression()
  }
}

function groupConcat(statement: Statement): void {
  const { cursor } = statement
  cursor.expect('(')
  cursor.accept('DISTINCT')
  cursor.list(() => statement.expression())
  orderBy(statement)
  if (cursor.accept('SEPARATOR')) cursor.string()
  cursor.expect(')')
}

function convert(statement: Statement): void {
  const { cursor } = statement
  cursor.expect('(')
  statement.expression()
  if (cursor.accept('USING')) cursor.next()
  else {
    cursor.expect(',')
    castType(statement)
  }
  cursor.expect(')')
}

const CAST_TYPES = ['BINARY', 'CHAR', 'DATE', 'DATETIME', 'DECIMAL', 'SIGNED', 'TIME', 'UNSIGNED']

function castType(statement: Statement): void {
  const { cursor } = statement
  if (cursor.acceptOneOf(...CAST_TYPES) === undefined) {
    throw notEmulated(`a cast to ${cursor.peek().text}`)
  }
  cursor.accept('INTEGER')
  if (cursor.is('(')) cursor.parenthesised(() => cursor.integer())
}

function window(statement: Statement): void {
  const { cursor } = statement
  cursor.expect('OVER', '(')
  if (cursor.accept('PARTITION', 'BY')) cursor.list(() => statement.expression())
  orderBy(statement)
  if (cursor.acceptOneOf('ROWS', 'RANGE') !== undefined) {
    while (!cursor.is(')')) cursor.next()
  }
  cursor.expect(')')
}
