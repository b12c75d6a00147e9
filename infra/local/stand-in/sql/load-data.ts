import type { Action } from '../action.ts'
import { assertFilled } from './assert-filled.ts'
import { readLoadSource } from './load-source.ts'
import { quoteString } from './quote.ts'
import { notEmulated, Refusal, unsupported } from './refusal.ts'
import { findTable, type Statement, tableName } from './statement.ts'
import { noteWrite } from './write-guard.ts'

/** LOAD DATA LOCAL INFILE, turned into one that MariaDB's server reads itself: that one is strict. */
export function loadData(statement: Statement): Action {
  const { cursor } = statement
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
  const { text: body, columns } = readBody(statement)
  cursor.end()
  noteWrite(statement, target)
  const table = findTable(statement, target)
  if (table !== undefined && columns !== null) assertFilled(table, columns)

  const verb = replace ? 'REPLACE INTO' : 'INTO'
  return {
    kind: 'load',
    fileName: source.fileName,
    compression: source.compression,
    sql: (path) =>
      `LOAD DATA INFILE ${quoteString(path)} ${verb} TABLE ${into} CHARACTER SET ${charset}${body}`,
  }
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
  /** Everything behind the character set, as MariaDB is to see it. */
  readonly text: string
  /** The columns that a row is given; null for all. */
  readonly columns: readonly string[] | null
}

function readBody(statement: Statement): Body {
  const { cursor } = statement
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
  const listed = cursor.is('(') ? columnList(statement) : null
  const assigned: string[] = []
  if (cursor.accept('SET')) {
    cursor.list(() => {
      if (cursor.peek().kind === 'variable') throw cursor.fail()
      assigned.push(cursor.name())
      cursor.expect('=')
      statement.expression()
    })
  }
  refuseClause(statement)
  const text = cursor.text(start, cursor.position)
  return { text: text === '' ? '' : ` ${text}`, columns: listed && [...listed, ...assigned] }
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
  if (cursor.is('WHERE')) throw notEmulated('LOAD DATA … WHERE')
  if (cursor.is('MAX_ERRORS')) throw notEmulated('LOAD DATA … MAX_ERRORS')
  if (cursor.is('ERRORS')) throw notEmulated('LOAD DATA … ERRORS HANDLE')
  if (cursor.is('FORMAT')) throw notEmulated('LOAD DATA … FORMAT')
  if (cursor.is('ON', 'DUPLICATE')) throw unsupported('ON DUPLICATE KEY UPDATE in LOAD DATA')
}

/** `(column | @variable, …)`; the variables are known to the SET clause behind it and nowhere else. */
function columnList(statement: Statement): readonly string[] {
  const { cursor, loadVariables } = statement
  const columns: string[] = []
  cursor.parenthesised(() => {
    const token = cursor.peek()
    if (token.kind !== 'variable') {
      columns.push(cursor.name())
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
