import { autoIncrementIndex, mariadbIndex } from './mariadb-index.ts'
import type { NameAliases } from './name-aliases.ts'
import { quoteName, quoteString } from './quote.ts'
import { type Column, isNullable, type TableModel } from './table-model.ts'

/** The statement that makes MariaDB hold what the table holds. */
export function mariadbCreateTable(
  table: TableModel,
  ifNotExists: boolean,
  aliases: NameAliases,
): string {
  const columns = table.columns.map((column) => mariadbColumn(table, column, aliases))
  const indexes = [
    ...table.keys.map((key) => mariadbIndex(table, key, aliases)),
    autoIncrementIndex(table, aliases),
  ].filter((index) => index !== undefined)
  const start = `CREATE ${table.temporary ? 'TEMPORARY ' : ''}TABLE ${ifNotExists ? 'IF NOT EXISTS ' : ''}`
  const charset = table.charset ?? table.collation?.split('_')[0] ?? 'utf8mb4'
  const collation = table.collation ?? (table.charset === null ? 'utf8mb4_general_ci' : null)
  const collate = collation === null ? '' : ` COLLATE=${collation}`
  return `${start}${mariadbTableName(table, aliases)} (${[...columns, ...indexes].join(', ')}) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=${charset}${collate}`
}

export function mariadbTableName(
  table: { readonly database: string; readonly name: string },
  aliases: NameAliases,
): string {
  return `${quoteName(aliases.forward(table.database))}.${quoteName(aliases.forward(table.name))}`
}

/** A column definition as MariaDB takes it, with the checks that SingleStore's types imply. */
export function mariadbColumn(table: TableModel, column: Column, aliases: NameAliases): string {
  const name = quoteName(aliases.forward(column.name))
  const parts = [name, typeText(column)]
  if (column.type.base !== 'JSON') {
    if (column.charset !== null) parts.push(`CHARACTER SET ${column.charset}`)
    if (column.collation !== null) parts.push(`COLLATE ${column.collation}`)
  }
  parts.push(isNullable(table, column) ? 'NULL' : 'NOT NULL')
  if (column.default !== null) parts.push(`DEFAULT ${column.default.sql}`)
  if (column.onUpdate !== null) parts.push(`ON UPDATE ${column.onUpdate}`)
  if (column.autoIncrement) parts.push('AUTO_INCREMENT')
  if (column.comment !== null) parts.push(`COMMENT ${quoteString(column.comment)}`)
  if (hasEarliestDate(column)) parts.push(`CHECK (${name} >= '1000-01-01')`)
  return parts.join(' ')
}

/** MariaDB stores years from 1 on, SingleStore from 1000 on. */
export function hasEarliestDate(column: Column): boolean {
  return column.type.base === 'DATE' || column.type.base === 'DATETIME'
}

function typeText({ type }: Column): string {
  if (type.base === 'BIT') return 'BIT(64)'
  if (type.base === 'ENUM' || type.base === 'SET') {
    return `${type.base}(${type.members.map(quoteString).join(', ')})`
  }
  return type.text.replace(/ SIGNED$/, '')
}
