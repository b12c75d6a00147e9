/** How a table is stored; a temporary table is a rowstore. */
export type Storage = 'columnstore' | 'rowstore'

export interface ColumnType {
  /** Upper case, synonyms resolved: `INTEGER` is `INT`, `BOOLEAN` is `BOOL`. */
  readonly base: string
  /** Length, precision and scale, fraction digits, or dimensions. */
  readonly numbers: readonly number[]
  /** Members of an ENUM or SET. */
  readonly members: readonly string[]
  readonly unsigned: boolean
  /** What a VECTOR is made of, such as `F32`; null for other types. */
  readonly element: string | null
  /** As declared, keywords in upper case. */
  readonly text: string
}

export interface ColumnDefault {
  /** As SQL, to be written again. */
  readonly sql: string
  /** As DESC shows it; null for DEFAULT NULL. */
  readonly shown: string | null
}

export interface Column {
  readonly name: string
  /** What MariaDB may still call the column in its messages after a rename. */
  readonly formerNames: readonly string[]
  readonly type: ColumnType
  readonly charset: string | null
  readonly collation: string | null
  /** `NULL` or `NOT NULL` was written; a primary key makes an unstated column NOT NULL. */
  readonly nullability: 'null' | 'not null' | 'unstated'
  /** null where none was written. */
  readonly default: ColumnDefault | null
  readonly onUpdate: string | null
  readonly autoIncrement: boolean
  readonly sparse: boolean
  readonly seriesTimestamp: boolean
  readonly comment: string | null
}

export type KeyKind = 'primary' | 'unique' | 'key' | 'shard' | 'sort'

export interface KeyColumn {
  readonly name: string
  readonly descending: boolean
}

export interface Key {
  readonly kind: KeyKind
  /** Given or, where the statement left it out, made up as the server does. */
  readonly name: string
  readonly columns: readonly KeyColumn[]
  /** `USING HASH`, `USING BTREE` …; null where unsaid. */
  readonly using: string | null
  readonly unenforced: boolean
  readonly metadataOnly: boolean
}

/** What a CREATE TABLE said, and what SHOW CREATE TABLE says again. */
export interface TableModel {
  readonly database: string
  readonly name: string
  readonly storage: Storage
  readonly reference: boolean
  readonly temporary: boolean
  readonly columns: readonly Column[]
  readonly keys: readonly Key[]
  /** For columns that name none of their own. */
  readonly charset: string | null
  readonly collation: string | null
  readonly comment: string | null
}

/** Column names are compared without case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

export function findColumn(table: TableModel, name: string): Column | undefined {
  return table.columns.find((column) => sameName(column.name, name))
}

export function keysOf(table: TableModel, kind: KeyKind): readonly Key[] {
  return table.keys.filter((key) => key.kind === kind)
}

/** NULL can be stored: nothing says NOT NULL, neither the column nor a primary key. */
export function isNullable(table: TableModel, column: Column): boolean {
  if (column.nullability === 'not null') return false
  return !keysOf(table, 'primary').some((key) => hasColumn(key, column.name))
}

export function hasColumn(key: Key, name: string): boolean {
  return key.columns.some((column) => sameName(column.name, name))
}

/**
 * The columns that decide a row's partition: the declared shard key, else the primary key; none for a
 * keyless and for a reference table.
 */
export function shardColumns(table: TableModel): readonly string[] {
  if (table.reference) return []
  const [declared] = keysOf(table, 'shard')
  const key = declared ?? keysOf(table, 'primary')[0]
  return key === undefined ? [] : key.columns.map((column) => column.name)
}
