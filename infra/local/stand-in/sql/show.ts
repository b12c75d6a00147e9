import type { Action } from '../action.ts'
import { describeColumns } from './column-description.ts'
import { type Cell, derivedTable, type Rows } from './derived-table.ts'
import { forward } from './forward.ts'
import { indexType, isUnique, schemata, storageType } from './information-schema.ts'
import { mariadbTableName } from './mariadb-table.ts'
import { quoteName } from './quote.ts'
import { notEmulated, Refusal } from './refusal.ts'
import { showCreateTable } from './show-create-table.ts'
import { showVariables } from './show-variables.ts'
import { findTable, type Statement, type TableName, tableName } from './statement.ts'

/** SHOW in its everyday forms; the answers come from what the rules know of the tables. */
export function show(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('SHOW')
  if (cursor.acceptOneOf('DATABASES', 'SCHEMAS') !== undefined) return showDatabases(statement)
  if (cursor.accept('CREATE', 'TABLE')) return showCreate(statement)
  if (cursor.isOneOf('WARNINGS', 'ERRORS')) return showMessages(statement)
  if (cursor.acceptOneOf('INDEX', 'INDEXES', 'KEYS') !== undefined) return showIndexes(statement)
  const full = cursor.accept('FULL')
  if (cursor.accept('TABLES')) return showTables(statement, full)
  if (cursor.acceptOneOf('COLUMNS', 'FIELDS') !== undefined) return showColumns(statement, full)
  cursor.acceptOneOf('SESSION', 'LOCAL', 'GLOBAL')
  if (cursor.accept('VARIABLES')) return showVariables(statement)
  throw notEmulated(`SHOW ${cursor.peek().text}`)
}

/** `USING database SHOW …`. */
export function usingDatabase(statement: Statement): Action {
  const { cursor, session } = statement
  cursor.expect('USING')
  const database = cursor.name()
  return show({ ...statement, session: { ...session, database } })
}

/** `DESC t`, `DESCRIBE t`, `EXPLAIN t`: SHOW COLUMNS by other names. */
export function describe(statement: Statement): Action {
  const { cursor } = statement
  const verb = cursor.next().keyword
  if (!cursor.isName()) throw notEmulated(`${verb} of a statement`)
  const name = tableName(statement)
  cursor.end()
  return columnsOf(statement, name, false, '')
}

function showDatabases(statement: Statement): Action {
  const filter = likeOrWhere(statement, 'Database', true)
  const sql = `SELECT * FROM (SELECT SCHEMA_NAME AS \`Database\` FROM (${schemata(statement)}) AS \`databases\`) AS \`shown\`${filter}`
  return forward(statement, {}, sql)
}

function showTables(statement: Statement, full: boolean): Action {
  const { cursor, session, world } = statement
  const before = cursor.accept('EXTENDED')
  const database = fromDatabase(statement) ?? session.database
  const extended = cursor.accept('EXTENDED') || before
  if (database === null) throw new Refusal(1046, '3D000', 'No database selected')
  const { aliases } = world
  const title = aliases.forward(Array.from(`Tables_in_${database}`).slice(0, 256).join(''))
  const filter = likeOrWhere(statement, title, true)
  const tables = world.registry.all().filter((table) => table.database === database)
  const rows: Rows = {
    columns: [title, 'Table_type', 'distributed', 'Storage_type'],
    rows: tables.map((table) => [
      ...[table.name, 'BASE TABLE', table.reference ? 0 : 1, storageType(table)],
    ]),
  }
  const count = extended ? 4 : full ? 2 : 1
  const columns = rows.columns.slice(0, count).map(quoteName).join(', ')
  return {
    kind: 'forward-all',
    sqls: [
      // So that an unknown database is an error.
      `SHOW TABLES FROM ${quoteName(aliases.forward(database))}`,
      `SELECT ${columns} FROM (${derivedTable(rows)}) AS \`shown\`${filter} ORDER BY 1`,
    ],
    ...(aliases.inUse ? { mapName: aliases.restore } : {}),
  }
}

function showColumns(statement: Statement, full: boolean): Action {
  const name = fromTable(statement)
  return columnsOf(statement, name, full, likeOrWhere(statement, 'Field'))
}

function columnsOf(statement: Statement, name: TableName, full: boolean, filter: string): Action {
  const table = findTable(statement, name)
  if (table === undefined) return unknownTable(statement, name)
  const described = describeColumns(table)
  const short: Rows = {
    columns: ['Field', 'Type', 'Null', 'Key', 'Default', 'Extra'],
    rows: described.map((column) => [
      ...[column.name, column.type, column.nullable, column.key, column.default, column.extra],
    ]),
  }
  const long: Rows = {
    columns: ['Field', 'Type', 'Collation', 'Null', 'Key', 'Default', 'Extra', 'Comment'],
    rows: described.map((column) => [
      ...[column.name, column.type, column.collation, column.nullable, column.key],
      ...[column.default, column.extra, column.comment],
    ]),
  }
  return answer(statement, full ? long : short, filter)
}

function showCreate(statement: Statement): Action {
  const { cursor } = statement
  const name = tableName(statement)
  cursor.end()
  const table = findTable(statement, name)
  if (table === undefined) return unknownTable(statement, name)
  return {
    kind: 'rows',
    columns: ['Table', 'Create Table'],
    rows: [[table.name, showCreateTable(table)]],
  }
}

function showIndexes(statement: Statement): Action {
  const name = fromTable(statement)
  const filter = likeOrWhere(statement, 'Key_name')
  const table = findTable(statement, name)
  if (table === undefined) return unknownTable(statement, name)
  const rows: Cell[][] = table.keys.flatMap((key) =>
    key.columns.map((column, index) => [
      ...[table.name, isUnique(key) ? 0 : 1, key.name, index + 1, column.name],
      indexType(table, key),
    ]),
  )
  const columns = ['Table', 'Non_unique', 'Key_name', 'Seq_in_index', 'Column_name', 'Index_type']
  return answer(statement, { columns, rows }, filter)
}

function showMessages(statement: Statement): Action {
  const { cursor, world } = statement
  cursor.next()
  if (cursor.accept('LIMIT')) {
    cursor.integer()
    if (cursor.accept(',')) cursor.integer()
  }
  cursor.end()
  return { ...forward(statement), mapCell: world.aliases.restore }
}

/** A filter is MariaDB's to apply; without one the rules answer alone. */
function answer(statement: Statement, { columns, rows }: Rows, filter: string): Action {
  if (filter !== '') {
    return forward(
      statement,
      {},
      `SELECT * FROM (${derivedTable({ columns, rows })}) AS \`shown\`${filter}`,
    )
  }
  const text = (cell: Cell) => (cell === null ? null : String(cell))
  return { kind: 'rows', columns, rows: rows.map((row) => row.map(text)) }
}

/** MariaDB's own refusal (1146, 1049) is the right one. */
function unknownTable(statement: Statement, { database, table }: TableName): Action {
  const name = mariadbTableName({ database, name: table }, statement.world.aliases)
  return forward(statement, {}, `SHOW CREATE TABLE ${name}`)
}

function fromDatabase({ cursor }: Statement): string | undefined {
  return cursor.acceptOneOf('FROM', 'IN') === undefined ? undefined : cursor.name()
}

function fromTable(statement: Statement): TableName {
  const { cursor } = statement
  if (cursor.acceptOneOf('FROM', 'IN') === undefined) throw cursor.fail()
  const name = tableName(statement)
  const database = fromDatabase(statement)
  return database === undefined ? name : { database, table: name.table }
}

/**
 * `LIKE 'pattern'` or `WHERE condition` up to the statement's end, as a WHERE clause; a pattern for
 * `exact` names minds their case.
 */
function likeOrWhere(statement: Statement, column: string, exact = false): string {
  const { cursor } = statement
  let filter = ''
  if (cursor.accept('LIKE')) {
    const start = cursor.position
    cursor.string()
    const collate = exact ? ' COLLATE utf8mb4_bin' : ''
    filter = ` WHERE ${quoteName(column)} LIKE ${cursor.text(start, cursor.position)}${collate}`
  } else if (cursor.is('WHERE')) {
    const start = cursor.position
    cursor.expect('WHERE')
    statement.expression()
    filter = ` ${cursor.text(start, cursor.position)}`
  }
  cursor.end()
  return filter
}
