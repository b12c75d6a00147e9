import { type ColumnDefinition, readColumnDefinition, word } from './column-definition.ts'
import { isKeyDefinition, type KeyDefinition, readKeyDefinition } from './key-definition.ts'
import { nameKeys } from './key-names.ts'
import { notEmulated } from './refusal.ts'
import { type Statement, tableName } from './statement.ts'
import type { Storage, TableModel } from './table-model.ts'
import { variableValue } from './variables.ts'

export interface CreateTable {
  readonly table: TableModel
  readonly ifNotExists: boolean
}

/** Reads `CREATE [ROWSTORE] [REFERENCE | TEMPORARY] TABLE …` up to its end, CREATE already read. */
export function readCreateTable(statement: Statement): CreateTable {
  const { cursor } = statement
  const rowstore = cursor.accept('ROWSTORE')
  if (cursor.is('GLOBAL')) throw notEmulated('GLOBAL TEMPORARY tables')
  const modifier = cursor.acceptOneOf('REFERENCE', 'TEMPORARY')
  cursor.expect('TABLE')
  const ifNotExists = cursor.accept('IF', 'NOT', 'EXISTS')
  const { database, table: name } = tableName(statement)
  if (cursor.is('LIKE') || cursor.is('(', 'LIKE')) throw notEmulated('CREATE TABLE … LIKE')

  const definitions = readDefinitions(statement)
  const options = readOptions(statement)
  if (cursor.isOneOf('AS', 'SELECT', 'REPLACE', 'IGNORE')) {
    throw notEmulated('CREATE TABLE … SELECT')
  }
  cursor.end()

  const temporary = modifier === 'TEMPORARY'
  const table: TableModel = {
    database,
    name,
    storage: rowstore || temporary ? 'rowstore' : defaultStorage(statement),
    reference: modifier === 'REFERENCE',
    temporary,
    columns: definitions.columns.map(({ column }) => column),
    keys: nameKeys(definitions.keys),
    ...options,
  }
  return { table, ifNotExists }
}

function defaultStorage(statement: Statement): Storage {
  return variableValue(statement, 'default_table_type') === 'rowstore' ? 'rowstore' : 'columnstore'
}

interface Definitions {
  readonly columns: readonly ColumnDefinition[]
  readonly keys: readonly KeyDefinition[]
}

function readDefinitions({ cursor }: Statement): Definitions {
  const columns: ColumnDefinition[] = []
  const keys: KeyDefinition[] = []
  cursor.parenthesised(() => {
    if (isKeyDefinition(cursor)) {
      keys.push(readKeyDefinition(cursor))
      return
    }
    const definition = readColumnDefinition(cursor)
    columns.push(definition)
    if (definition.key !== null) keys.push(inlineKey(definition.column.name, definition.key))
  })
  return { columns, keys }
}

/** The key that a column's own definition asks for. */
export function inlineKey(column: string, kind: 'primary' | 'unique'): KeyDefinition {
  return {
    kind,
    name: null,
    columns: [{ name: column, descending: false }],
    using: null,
    unenforced: false,
    metadataOnly: false,
  }
}

interface TableOptions {
  charset: string | null
  collation: string | null
  comment: string | null
}

/** Reads the table options; storage and statistics settings are without effect here. */
function readOptions(statement: Statement): Readonly<TableOptions> {
  const { cursor } = statement
  const read: TableOptions = { charset: null, collation: null, comment: null }
  for (;;) {
    cursor.accept(',')
    cursor.accept('DEFAULT')
    if (cursor.accept('CHARSET') || cursor.accept('CHARACTER', 'SET')) {
      cursor.accept('=')
      read.charset = word(cursor)
    } else if (cursor.accept('COLLATE')) {
      cursor.accept('=')
      read.collation = word(cursor)
    } else if (cursor.accept('COMMENT')) {
      cursor.accept('=')
      read.comment = cursor.string()
    } else if (cursor.accept('ENGINE')) {
      cursor.accept('=')
      cursor.next()
      statement.warnings.push('ENGINE is ignored: SingleStore stores tables its own way')
    } else if (isIgnored(cursor.peek().keyword)) {
      cursor.next()
      cursor.accept('=')
      cursor.next()
    } else return read
  }
}

function isIgnored(keyword: string): boolean {
  return (
    ['AUTO_INCREMENT', 'COMPRESSION', 'SQL_MODE'].includes(keyword) || /^AUTOSTATS_/.test(keyword)
  )
}
