import { type Column, hasColumn, isNullable, sameName, type TableModel } from './table-model.ts'
import { typeName } from './type-name.ts'

/** A column as DESC shows it. */
export interface ColumnDescription {
  readonly name: string
  readonly type: string
  readonly nullable: 'YES' | 'NO'
  readonly key: '' | 'PRI' | 'UNI' | 'MUL'
  readonly default: string | null
  readonly extra: string
  readonly collation: string | null
  readonly comment: string
}

export function describeColumns(table: TableModel): readonly ColumnDescription[] {
  return table.columns.map((column) => ({
    name: column.name,
    type: typeName(column.type),
    nullable: isNullable(table, column) ? 'YES' : 'NO',
    key: keyOf(table, column),
    default: column.default?.shown ?? null,
    extra: extraOf(column),
    collation: collationOf(table, column),
    comment: column.comment ?? '',
  }))
}

/** Since 8.5 a shard or sort key shows as MUL, not as PRI (reference: introspection). */
function keyOf(table: TableModel, column: Column): ColumnDescription['key'] {
  const keys = table.keys.filter((key) => hasColumn(key, column.name))
  if (keys.some(({ kind }) => kind === 'primary')) return 'PRI'
  if (keys.some(({ kind, columns }) => kind === 'unique' && columns.length === 1)) return 'UNI'
  const first = keys.some(
    ({ columns }) => columns[0] !== undefined && sameName(columns[0].name, column.name),
  )
  return first ? 'MUL' : ''
}

function extraOf(column: Column): string {
  if (column.autoIncrement) return 'auto_increment'
  return column.onUpdate === null ? '' : `on update ${column.onUpdate}`
}

/** null for a column that holds no text. */
export function collationOf(table: TableModel, column: Column): string | null {
  if (column.type.base === 'JSON') return 'utf8mb4_bin'
  if (!/CHAR$|TEXT$|^ENUM$|^SET$/.test(column.type.base)) return null
  if (column.collation !== null) return column.collation
  if (column.charset !== null) return defaultCollation(column.charset)
  return table.collation ?? defaultCollation(table.charset ?? 'utf8mb4')
}

function defaultCollation(charset: string): string {
  return charset === 'binary' ? 'binary' : `${charset}_general_ci`
}
