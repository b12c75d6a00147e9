import { quoteIdentifier, quoteString } from '../identifier.ts'

/** The columns of some tables; names are compared exactly by the reader, the server may fold case. */
export function selectColumns(database: string, tables: readonly string[]): string {
  return (
    'SELECT `TABLE_NAME`, `COLUMN_NAME`, `COLUMN_TYPE`, `IS_NULLABLE`, `COLUMN_DEFAULT`, `EXTRA`, `COLLATION_NAME` ' +
    `FROM \`information_schema\`.\`COLUMNS\` WHERE \`TABLE_SCHEMA\` = ${quoteString(database)} ` +
    `AND \`TABLE_NAME\` IN (${tables.map(quoteString).join(', ')}) ORDER BY \`TABLE_NAME\`, \`ORDINAL_POSITION\``
  )
}

/** All tables with the column `distributed`, which is 0 for a reference table. */
export function showTablesExtended(database: string): string {
  return `USING ${quoteIdentifier(database)} SHOW TABLES EXTENDED`
}

/** How a table of the session's database is made, its keys included: the column `Create Table`. */
export function showCreateTable(table: string): string {
  return `SHOW CREATE TABLE ${quoteIdentifier(table)}`
}
