import { quoteName, quoteString } from './quote.ts'
import { type Column, isNullable, type Key, keysOf, type TableModel } from './table-model.ts'

/** The statement that would make the table, in the form SHOW CREATE TABLE gives it. */
export function showCreateTable(table: TableModel): string {
  const storage = table.storage === 'rowstore' && !table.temporary ? 'ROWSTORE ' : ''
  const modifier = table.reference ? 'REFERENCE ' : table.temporary ? 'TEMPORARY ' : ''
  const lines = [
    ...table.columns.map((column) => columnLine(table, column)),
    ...table.keys.map((key) => keyLine(table, key)),
    ...impliedKeys(table),
  ]
  const comment = table.comment === null ? '' : ` COMMENT=${quoteString(table.comment)}`
  const charset = table.charset === null ? '' : ` CHARACTER SET=${quoteName(table.charset)}`
  const collation = table.collation === null ? '' : ` COLLATE=${quoteName(table.collation)}`
  return [
    `CREATE ${storage}${modifier}TABLE ${quoteName(table.name)} (`,
    lines.map((line) => `  ${line}`).join(',\n'),
    `) AUTOSTATS_CARDINALITY_MODE=INCREMENTAL AUTOSTATS_HISTOGRAM_MODE=CREATE AUTOSTATS_SAMPLING=ON SQL_MODE='STRICT_ALL_TABLES'${charset}${collation}${comment}`,
  ].join('\n')
}

function columnLine(table: TableModel, column: Column): string {
  const parts = [quoteName(column.name), column.type.text]
  if (column.charset !== null) parts.push(`CHARACTER SET ${column.charset}`)
  if (column.collation !== null) parts.push(`COLLATE ${column.collation}`)
  if (column.sparse) parts.push('SPARSE')
  if (column.seriesTimestamp) parts.push('SERIES TIMESTAMP')
  if (!isNullable(table, column)) parts.push('NOT NULL')
  else if (column.type.base === 'TIMESTAMP') parts.push('NULL')
  if (column.default !== null) parts.push(`DEFAULT ${column.default.sql}`)
  else if (isNullable(table, column) && !/TEXT$|BLOB$|^JSON$/.test(column.type.base)) {
    parts.push('DEFAULT NULL')
  }
  if (column.onUpdate !== null) parts.push(`ON UPDATE ${column.onUpdate}`)
  if (column.autoIncrement) parts.push('AUTO_INCREMENT')
  if (column.comment !== null) parts.push(`COMMENT ${quoteString(column.comment)}`)
  return parts.join(' ')
}

function keyLine(table: TableModel, key: Key): string {
  const columns = `(${key.columns.map(keyColumn).join(',')})`
  const name = quoteName(key.name)
  const hash = table.storage === 'columnstore' ? 'HASH' : key.using
  const using = hash === null ? '' : ` USING ${hash}`
  switch (key.kind) {
    case 'primary':
      return `PRIMARY KEY ${columns}`
    case 'unique':
      return `UNIQUE KEY ${name} ${columns}${key.unenforced ? ' UNENFORCED' : using}`
    case 'key':
      return `KEY ${name} ${columns}${using}`
    case 'shard': {
      const shard = key.columns.length === 0 ? 'SHARD KEY ()' : `SHARD KEY ${name} ${columns}`
      return `${shard}${key.metadataOnly ? ' METADATA_ONLY' : ''}`
    }
    case 'sort':
      return `SORT KEY ${name} ${columns}`
  }
}

function keyColumn(column: { readonly name: string; readonly descending: boolean }): string {
  return `${quoteName(column.name)}${column.descending ? ' DESC' : ''}`
}

/** SingleStore writes down the keys it chose itself, too. */
function impliedKeys(table: TableModel): readonly string[] {
  const lines: string[] = []
  if (keysOf(table, 'shard').length === 0 && !table.reference) {
    const [primary] = keysOf(table, 'primary')
    const columns = primary?.columns.map(keyColumn).join(',')
    lines.push(columns === undefined ? 'SHARD KEY ()' : `SHARD KEY \`__SHARDKEY\` (${columns})`)
  }
  if (keysOf(table, 'sort').length === 0 && table.storage === 'columnstore') {
    lines.push('SORT KEY `__UNORDERED` ()')
  }
  return lines
}
