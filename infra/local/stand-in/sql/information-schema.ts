import { collationOf, describeColumns } from './column-description.ts'
import { type Cell, derivedTable, type Rows } from './derived-table.ts'
import { quoteString } from './quote.ts'
import { Refusal } from './refusal.ts'
import type { Statement } from './statement.ts'
import { type Key, keysOf, type TableModel } from './table-model.ts'
import { dataTypeName } from './type-name.ts'

/** MariaDB's own databases, which SingleStore does not have. */
const FOREIGN_DATABASES = ['mysql', 'performance_schema', 'sys']

type TableFilter = (table: TableModel) => boolean
type View = (statement: Statement, filter: TableFilter) => Rows

/** The rules' own tables answer for these: MariaDB does not know shard keys, long names or JSON columns. */
const VIEWS: Readonly<Record<string, View>> = {
  TABLES: (statement, filter) => ({
    columns: TABLE_COLUMNS,
    rows: each(statement, filter, tableRows),
  }),
  COLUMNS: (statement, filter) => ({
    columns: COLUMN_COLUMNS,
    rows: each(statement, filter, columnRows),
  }),
  STATISTICS: (statement, filter) => ({
    columns: STATISTICS_COLUMNS,
    rows: each(statement, filter, indexRows),
  }),
  KEY_COLUMN_USAGE: (statement, filter) => ({
    columns: USAGE_COLUMNS,
    rows: each(statement, filter, usageRows),
  }),
  TABLE_CONSTRAINTS: (statement, filter) => ({
    columns: CONSTRAINT_COLUMNS,
    rows: each(statement, filter, constraintRows),
  }),
  MV_CONNECTION_ATTRIBUTES: (statement) => ({
    columns: ['NODE_ID', 'CONNECTION_ID', 'ATTRIBUTE_NAME', 'ATTRIBUTE_VALUE'],
    rows: Object.entries(statement.session.connectAttributes ?? {}).map(([name, value]) => [
      statement.world.aggregatorId,
      statement.session.connectionId,
      name,
      value,
    ]),
  }),
}

/**
 * The query that stands in for a table of information_schema; rows that `wanted` (values by column, in
 * lower case) rules out may be missing. Throws a Refusal (1109) for an unknown table.
 */
export function informationSchemaTable(
  statement: Statement,
  name: string,
  wanted: ReadonlyMap<string, readonly string[]>,
): string {
  const upper = name.toUpperCase()
  if (upper === 'SCHEMATA') return schemata(statement)
  const view = Object.hasOwn(VIEWS, upper) ? VIEWS[upper] : undefined
  if (view === undefined) {
    throw new Refusal(
      1109,
      '42S02',
      `Unknown table '${name}' in information_schema, or the stand-in database does not emulate it`,
    )
  }
  const schemas = wanted.get('table_schema')
  const tables = wanted.get('table_name')
  return derivedTable(
    view(statement, ({ database, name: table }) => {
      return (schemas?.includes(database) ?? true) && (tables?.includes(table) ?? true)
    }),
  )
}

/** Databases are MariaDB's to know; the rules give them their long names back. */
export function schemata({ world }: Statement): string {
  const foreign = FOREIGN_DATABASES.map(quoteString).join(', ')
  const cases = world.registry
    .databases()
    .filter((database) => world.aliases.forward(database) !== database)
    .map((name) => `WHEN ${quoteString(world.aliases.forward(name))} THEN ${quoteString(name)}`)
  const name =
    cases.length === 0
      ? 'SCHEMA_NAME'
      : `CASE SCHEMA_NAME ${cases.join(' ')} ELSE SCHEMA_NAME END AS SCHEMA_NAME`
  return `SELECT CATALOG_NAME, ${name}, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME, SQL_PATH FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN (${foreign})`
}

function each(
  { world }: Statement,
  filter: TableFilter,
  rowsOf: (table: TableModel) => readonly (readonly Cell[])[],
): readonly (readonly Cell[])[] {
  return world.registry.all().filter(filter).flatMap(rowsOf)
}

const TABLE_COLUMNS = [
  ...['TABLE_CATALOG', 'TABLE_SCHEMA', 'TABLE_NAME', 'TABLE_TYPE', 'ENGINE', 'TABLE_COLLATION'],
  ...['CREATE_OPTIONS', 'TABLE_COMMENT', 'STORAGE_TYPE', 'DISTRIBUTED'],
]

function tableRows(table: TableModel): readonly (readonly Cell[])[] {
  const collation = table.collation ?? 'utf8mb4_general_ci'
  return [
    [
      ...['def', table.database, table.name, 'BASE TABLE', 'MemSQL', collation],
      ...['', table.comment ?? '', storageType(table), table.reference ? 0 : 1],
    ],
  ]
}

/** How SHOW TABLES EXTENDED names the storage. */
export function storageType(table: TableModel): string {
  return table.storage === 'columnstore' ? 'COLUMNSTORE' : 'INMEMORY_ROWSTORE'
}

const COLUMN_COLUMNS = [
  ...['TABLE_CATALOG', 'TABLE_SCHEMA', 'TABLE_NAME', 'COLUMN_NAME', 'ORDINAL_POSITION'],
  ...['COLUMN_DEFAULT', 'IS_NULLABLE', 'DATA_TYPE', 'CHARACTER_MAXIMUM_LENGTH'],
  ...['NUMERIC_PRECISION', 'NUMERIC_SCALE', 'DATETIME_PRECISION', 'CHARACTER_SET_NAME'],
  ...['COLLATION_NAME', 'COLUMN_TYPE', 'COLUMN_KEY', 'EXTRA', 'COLUMN_COMMENT'],
]

function columnRows(table: TableModel): readonly (readonly Cell[])[] {
  return describeColumns(table).map((shown, index) => {
    const column = table.columns[index]
    const type = column?.type
    const collation = column === undefined ? null : collationOf(table, column)
    const decimal = type?.base === 'DECIMAL'
    const text = type !== undefined && /CHAR$|BINARY$/.test(type.base)
    const time = type !== undefined && ['TIME', 'DATETIME', 'TIMESTAMP'].includes(type.base)
    return [
      ...['def', table.database, table.name, shown.name, index + 1],
      ...[shown.default, shown.nullable, type === undefined ? '' : dataTypeName(type)],
      text ? (type.numbers[0] ?? 1) : null,
      decimal ? (type.numbers[0] ?? 10) : null,
      decimal ? (type.numbers[1] ?? 0) : null,
      time ? (type.numbers[0] ?? 0) : null,
      ...[collation?.split('_')[0] ?? null, collation, shown.type, shown.key, shown.extra],
      shown.comment,
    ]
  })
}

const STATISTICS_COLUMNS = [
  ...['TABLE_CATALOG', 'TABLE_SCHEMA', 'TABLE_NAME', 'NON_UNIQUE', 'INDEX_SCHEMA', 'INDEX_NAME'],
  ...['SEQ_IN_INDEX', 'COLUMN_NAME', 'COLLATION', 'INDEX_TYPE'],
]

function indexRows(table: TableModel): readonly (readonly Cell[])[] {
  return table.keys.flatMap((key) =>
    key.columns.map(({ name, descending }, index) => [
      ...['def', table.database, table.name, isUnique(key) ? 0 : 1, table.database, key.name],
      ...[index + 1, name, descending ? 'D' : 'A', indexType(table, key)],
    ]),
  )
}

/** What SHOW INDEX calls the type of a key. */
export function indexType(table: TableModel, key: Key): string {
  if (key.kind === 'shard') return 'METADATA_ONLY'
  if (key.kind === 'sort') return 'CLUSTERED COLUMNSTORE'
  return key.using ?? (table.storage === 'columnstore' ? 'COLUMNSTORE HASH' : 'BTREE')
}

export function isUnique(key: Key): boolean {
  return key.kind === 'primary' || key.kind === 'unique'
}

const USAGE_COLUMNS = [
  ...['CONSTRAINT_CATALOG', 'CONSTRAINT_SCHEMA', 'CONSTRAINT_NAME', 'TABLE_CATALOG'],
  ...['TABLE_SCHEMA', 'TABLE_NAME', 'COLUMN_NAME', 'ORDINAL_POSITION'],
]

function usageRows(table: TableModel): readonly (readonly Cell[])[] {
  return [...keysOf(table, 'primary'), ...keysOf(table, 'unique')].flatMap((key) =>
    key.columns.map(({ name }, index) => [
      ...['def', table.database, key.name, 'def', table.database, table.name, name, index + 1],
    ]),
  )
}

const CONSTRAINT_COLUMNS = [
  ...['CONSTRAINT_CATALOG', 'CONSTRAINT_SCHEMA', 'CONSTRAINT_NAME'],
  ...['TABLE_SCHEMA', 'TABLE_NAME', 'CONSTRAINT_TYPE'],
]

function constraintRows(table: TableModel): readonly (readonly Cell[])[] {
  return [...keysOf(table, 'primary'), ...keysOf(table, 'unique')].map((key) => [
    ...['def', table.database, key.name, table.database, table.name],
    key.kind === 'primary' ? 'PRIMARY KEY' : 'UNIQUE',
  ])
}
