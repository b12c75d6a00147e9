import { columnCheck } from './column-check.ts'
import { autoIncrementIndex, mariadbIndex } from './mariadb-index.ts'
import { mariadbCollation, mariadbType } from './mariadb-type.ts'
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
  const collate = collation === null ? '' : ` COLLATE=${mariadbCollation(collation)}`
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
  const check = columnCheck(table, column)
  const parts = [name, mariadbType(table, column)]
  // A check says NOT NULL of it.
  const nullable = isNullable(table, column) || column.type.base === 'TIMESTAMP'
  parts.push(nullable ? 'NULL' : 'NOT NULL')
  if (column.default !== null) parts.push(`DEFAULT ${column.default.sql}`)
  if (column.onUpdate !== null) parts.push(`ON UPDATE ${column.onUpdate}`)
  if (column.autoIncrement) parts.push('AUTO_INCREMENT')
  if (column.comment !== null) parts.push(`COMMENT ${quoteString(column.comment)}`)
  if (check !== null) parts.push(`CHECK (${check.condition(name)})`)
  return parts.join(' ')
}
