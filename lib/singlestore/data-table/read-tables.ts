import { describeColumn } from '../column.ts'
import { selectColumns, showCreateTable, showTablesExtended } from '../dialect/catalog.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import type { Sessions } from '../session/sessions.ts'
import type { Table } from '../table.ts'
import { parseTableDefinition, type TableDefinition, uniqueKeysOf } from '../table-definition.ts'
import { keylessTable } from './keyless-table.ts'

/**
 * Those of the tables that the database has.
 * @param keyed whether the keys are read, too: a further statement for each table
 * @throws StoreError
 */
export async function readTables(
  sessions: Sessions,
  names: readonly string[],
  keyed: boolean,
  remainingMs: RemainingMs,
): Promise<readonly Table[]> {
  const database = await sessions.database()
  const connection = await sessions.ddl(remainingMs)
  const rows = await connection.select(
    selectColumns(database, names),
    'reading the columns of the tables',
    remainingMs,
  )
  const reference = (await sessions.apart())
    ? await referenceTables(connection, database, remainingMs)
    : new Set()
  const tables: Table[] = []
  for (const [name, columns] of Map.groupBy(rows, (row) => row.TABLE_NAME ?? '')) {
    // The server may fold case.
    if (!names.includes(name)) continue
    tables.push({
      name,
      reference: reference.has(name),
      uniqueKeys: keyed ? await readUniqueKeys(connection, name, remainingMs) : [],
      columns: columns.map((row) =>
        describeColumn(
          row.COLUMN_NAME ?? '',
          row.COLUMN_TYPE ?? '',
          row.COLUMN_DEFAULT ?? null,
          row.EXTRA ?? '',
          row.IS_NULLABLE ?? 'YES',
          row.COLLATION_NAME ?? null,
        ),
      ),
    })
  }
  return tables
}

/** Matters only where data and DDL go to different aggregators. */
async function referenceTables(
  connection: Connection,
  database: string,
  remainingMs: RemainingMs,
): Promise<ReadonlySet<string>> {
  const rows = await connection.select(
    showTablesExtended(database),
    'asking which tables are reference tables',
    remainingMs,
  )
  return new Set(
    rows.filter((row) => row.distributed === '0').map((row) => row[`Tables_in_${database}`] ?? ''),
  )
}

async function readUniqueKeys(
  connection: Connection,
  table: string,
  remainingMs: RemainingMs,
): Promise<Table['uniqueKeys']> {
  return demandUniqueKeys(table, await readDefinition(connection, table, remainingMs))
}

/** How a table is made, keys included; null for a view. @throws StoreError */
export async function readDefinition(
  connection: Connection,
  table: string,
  remainingMs: RemainingMs,
): Promise<TableDefinition | null> {
  const doing = `reading the keys of table "${table}"`
  const [row] = await connection.select(showCreateTable(table), doing, remainingMs)
  return parseTableDefinition(row?.['Create Table'] ?? '')
}

/** Rows are told apart by these alone. @throws StoreError `ERR_TABLE_KEYS` where the table has none */
export function demandUniqueKeys(
  table: string,
  definition: TableDefinition | null,
): Table['uniqueKeys'] {
  const keys = definition === null ? [] : uniqueKeysOf(definition)
  if (keys.length > 0) return keys
  throw keylessTable(table)
}
