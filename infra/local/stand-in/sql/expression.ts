import { functionCall } from './function-call.ts'
import { BARE_FUNCTIONS } from './functions.ts'
import { mariadbCollation } from './mariadb-type.ts'
import { notEmulated, unsupported } from './refusal.ts'
import type { Statement } from './statement.ts'
import { isInformationSchema } from './statement.ts'
import { systemVariable } from './system-variable.ts'

const BINARY_SYMBOLS = [
  ...['+', '-', '*', '/', '%', '=', '<', '>', '<=', '>=', '<>', '!=', '<=>', '<<', '>>'],
  ...['|', '&', '^', '||', '&&', '<-'],
]
const BINARY_WORDS = ['AND', 'OR', 'XOR', 'DIV', 'MOD', 'REGEXP', 'RLIKE']
const UNARY = ['-', '+', '~', '!', 'NOT', 'BINARY']
const LITERALS = ['NULL', 'TRUE', 'FALSE', 'UNKNOWN', 'DEFAULT']

/**
 * Reads past one expression. It judges what the expression uses (functions, operators, variables,
 * tables), not how it is built: MariaDB checks the grammar again.
 */
export function expression(statement: Statement): void {
  const { cursor } = statement
  operand(statement)
  for (;;) {
    refuseForeignOperator(statement)
    if (cursor.acceptOneOf(...BINARY_SYMBOLS) !== undefined) {
      operand(statement)
    } else if (cursor.acceptOneOf(...BINARY_WORDS) !== undefined) {
      operand(statement)
    } else if (!test(statement)) {
      return
    }
  }
}

/** `IS …`, `[NOT] BETWEEN …`, `[NOT] IN …`, `[NOT] LIKE …`, `COLLATE …` behind an operand. */
function test(statement: Statement): boolean {
  const { cursor } = statement
  if (cursor.accept('IS')) {
    cursor.accept('NOT')
    if (cursor.acceptOneOf('NULL', 'TRUE', 'FALSE', 'UNKNOWN') === undefined) throw cursor.fail()
    return true
  }
  if (cursor.accept('COLLATE')) {
    const start = cursor.position
    const collation = cursor.name()
    const other = mariadbCollation(collation)
    if (other !== collation) cursor.replace(start, cursor.position, other)
    return true
  }
  const negated = cursor.is('NOT')
  const verb = cursor.peek(negated ? 1 : 0).keyword
  if (!['BETWEEN', 'IN', 'LIKE', 'REGEXP', 'RLIKE'].includes(verb)) return false
  if (negated) cursor.next()
  cursor.next()
  if (verb === 'IN') {
    list(statement)
  } else {
    operand(statement)
    if (cursor.accept('ESCAPE')) operand(statement)
  }
  return true
}

/** `(a, b)` or `(SELECT …)`. */
function list(statement: Statement): void {
  const { cursor } = statement
  // `((SELECT 1) + 1)` is an expression; a set operation there needs no second parenthesis.
  if (['SELECT', 'WITH'].includes(cursor.peek(1).keyword)) parenthesisedQuery(statement)
  else cursor.parenthesised(() => expression(statement))
}

function parenthesisedQuery(statement: Statement): void {
  statement.cursor.expect('(')
  statement.subquery()
  statement.cursor.expect(')')
}

function operand(statement: Statement): void {
  const { cursor } = statement
  while (cursor.acceptOneOf(...UNARY) !== undefined);
  const token = cursor.peek()

  if (token.keyword === '(') list(statement)
  else if (token.kind === 'string') cursor.string()
  else if (token.kind === 'literal') cursor.next()
  else if (token.kind === 'variable') variable(statement)
  else if (token.keyword === '@@') systemVariable(statement)
  else if (token.kind === 'word') word(statement)
  else columnName(statement)
}

/** A function, a keyword that begins an operand, or a column. */
function word(statement: Statement): void {
  const { cursor } = statement
  const { keyword } = cursor.peek()
  if (special(statement, keyword)) return
  if (cursor.peek(1).keyword === '(') functionCall(statement)
  else if (BARE_FUNCTIONS.has(keyword)) cursor.next()
  else columnName(statement)
}

/** Operands that start with a keyword of their own. */
function special(statement: Statement, keyword: string): boolean {
  const { cursor } = statement
  if (LITERALS.includes(keyword) && cursor.peek(1).keyword !== '(') {
    cursor.next()
    return true
  }
  const introduced = cursor.peek(1).kind === 'string'
  if (introduced && (keyword.startsWith('_') || ['DATE', 'TIME', 'TIMESTAMP'].includes(keyword))) {
    cursor.next()
    cursor.string()
    return true
  }
  switch (keyword) {
    case 'CASE':
      caseExpression(statement)
      return true
    case 'EXISTS':
      cursor.next()
      parenthesisedQuery(statement)
      return true
    case 'INTERVAL':
      cursor.next()
      expression(statement)
      cursor.next()
      return true
    case 'ROW':
      if (cursor.peek(1).keyword !== '(') return false
      cursor.next()
      cursor.parenthesised(() => expression(statement))
      return true
    case 'MATCH':
      throw notEmulated('full-text search (MATCH … AGAINST)')
    default:
      return false
  }
}

function caseExpression(statement: Statement): void {
  const { cursor } = statement
  cursor.expect('CASE')
  if (!cursor.is('WHEN')) expression(statement)
  do {
    cursor.expect('WHEN')
    expression(statement)
    cursor.expect('THEN')
    expression(statement)
  } while (cursor.is('WHEN'))
  if (cursor.accept('ELSE')) expression(statement)
  cursor.expect('END')
}

function columnName(statement: Statement): void {
  const { cursor } = statement
  const start = cursor.position
  const first = cursor.name()
  let parts = 1
  while (cursor.accept('.')) {
    cursor.name()
    parts++
  }
  if (cursor.is('(')) throw unsupported(`a function of database ${first} in an expression`)
  // The table behind it is a derived one, which no database qualifies.
  if (parts === 3 && isInformationSchema(first)) cursor.replace(start, start + 2, '')
}

function variable(statement: Statement): void {
  const { cursor, loadVariables } = statement
  const token = cursor.peek()
  if (!loadVariables.has(token.value.toLowerCase())) {
    throw unsupported('user-defined variables outside LOAD DATA')
  }
  cursor.next()
}

function refuseForeignOperator(statement: Statement): void {
  const { cursor } = statement
  if (cursor.is(':=')) throw unsupported('assignment to user-defined variables')
  if (cursor.isOneOf(':>', '!:>')) throw notEmulated(`the cast operator ${cursor.peek().text}`)
  if (cursor.isOneOf('::', '::$', '::%', '::?')) {
    throw notEmulated(`the JSON operator ${cursor.peek().text}`)
  }
  if (cursor.isOneOf('->', '->>')) throw unsupported(`the JSON operator ${cursor.peek().text}`)
}
