import { readColumnType } from './column-type.ts'
import type { Cursor } from './cursor.ts'
import { quoteString } from './quote.ts'
import { notEmulated, Refusal, unsupported } from './refusal.ts'
import type { Column, ColumnDefault } from './table-model.ts'

/** A column and the key its definition asked for. */
export interface ColumnDefinition {
  readonly column: Column
  readonly key: 'primary' | 'unique' | null
}

/** Reads `name type attribute*`. Throws a Refusal for attributes SingleStore has not. */
export function readColumnDefinition(cursor: Cursor): ColumnDefinition {
  const name = cursor.name()
  if (cursor.is('AS')) throw notEmulated('computed columns (AS … PERSISTED)')
  const type = readColumnType(cursor)
  const attributes = readAttributes(cursor)
  const { key, ...rest } = attributes
  return { column: { name, formerNames: [], type, ...rest }, key }
}

type Attributes = Omit<Column, 'name' | 'formerNames' | 'type'> & { key: ColumnDefinition['key'] }

function readAttributes(cursor: Cursor): Attributes {
  const read: { -readonly [name in keyof Attributes]: Attributes[name] } = {
    charset: null,
    collation: null,
    nullability: 'unstated',
    default: null,
    onUpdate: null,
    autoIncrement: false,
    sparse: false,
    seriesTimestamp: false,
    comment: null,
    key: null,
  }
  for (;;) {
    if (cursor.accept('CHARACTER', 'SET') || cursor.accept('CHARSET')) read.charset = word(cursor)
    else if (cursor.accept('COLLATE')) read.collation = word(cursor)
    else if (cursor.accept('NOT', 'NULL')) read.nullability = 'not null'
    else if (cursor.accept('NULL')) read.nullability = 'null'
    else if (cursor.accept('DEFAULT')) read.default = readDefault(cursor)
    else if (cursor.accept('ON', 'UPDATE')) read.onUpdate = currentTimestamp(cursor)
    else if (cursor.accept('AUTO_INCREMENT')) read.autoIncrement = true
    else if (cursor.accept('UNIQUE')) {
      cursor.accept('KEY')
      read.key = 'unique'
    } else if (cursor.accept('PRIMARY', 'KEY') || cursor.accept('KEY')) read.key = 'primary'
    else if (cursor.accept('SPARSE')) read.sparse = true
    else if (cursor.accept('SERIES', 'TIMESTAMP')) read.seriesTimestamp = true
    else if (cursor.accept('COMMENT')) read.comment = cursor.string()
    else break
  }
  refuseForeignAttribute(cursor)
  return read
}

function refuseForeignAttribute(cursor: Cursor): void {
  if (cursor.isOneOf('CHECK', 'CONSTRAINT')) throw unsupported('Check constraints')
  if (cursor.is('REFERENCES')) throw unsupported('Foreign keys')
  if (cursor.isOneOf('GENERATED', 'AS')) throw notEmulated('computed columns')
}

/** A character set or collation, bare or quoted. */
export function word(cursor: Cursor): string {
  const token = cursor.peek()
  if (!['word', 'name', 'string'].includes(token.kind)) throw cursor.fail()
  if (!/^\w+$/.test(token.value)) throw cursor.fail()
  return cursor.next().value.toLowerCase()
}

/** `DEFAULT (expr)` is refused: SingleStore takes a literal or the current time only. */
function readDefault(cursor: Cursor): ColumnDefault {
  const token = cursor.peek()
  if (token.kind === 'string') {
    const value = cursor.string()
    return { sql: quoteString(value), shown: value }
  }
  if (cursor.accept('NULL')) return { sql: 'NULL', shown: null }
  if (cursor.accept('TRUE')) return { sql: '1', shown: '1' }
  if (cursor.accept('FALSE')) return { sql: '0', shown: '0' }
  const sign = cursor.acceptOneOf('-', '+')
  if (cursor.peek().kind === 'literal') {
    const sql = `${sign === '-' ? '-' : ''}${cursor.next().text}`
    return { sql, shown: sql }
  }
  if (sign !== undefined) throw cursor.fail()
  if (cursor.is('(')) {
    throw new Refusal(
      1064,
      '42000',
      'DEFAULT (expression) is not accepted by SingleStore: write a literal, or CURRENT_TIMESTAMP without parentheses around it',
    )
  }
  const sql = currentTimestamp(cursor)
  return { sql, shown: sql }
}

/** `CURRENT_TIMESTAMP` or one of its synonyms, as `CURRENT_TIMESTAMP` or `CURRENT_TIMESTAMP(6)`. */
function currentTimestamp(cursor: Cursor): string {
  const synonyms = ['CURRENT_TIMESTAMP', 'NOW', 'LOCALTIME', 'LOCALTIMESTAMP']
  const name = cursor.acceptOneOf(...synonyms)
  if (name === undefined) throw cursor.fail()
  let digits = 0
  if (cursor.accept('(')) {
    if (!cursor.is(')')) digits = cursor.integer()
    cursor.expect(')')
  } else if (name === 'NOW') {
    throw cursor.fail()
  }
  if (digits !== 0 && digits !== 6) throw unsupported('fractional seconds other than 0 or 6 digits')
  return digits === 6 ? 'CURRENT_TIMESTAMP(6)' : 'CURRENT_TIMESTAMP'
}
