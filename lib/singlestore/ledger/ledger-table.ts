import { StoreError } from '../../errors.ts'
import { selectColumns } from '../dialect/catalog.ts'
import { createLedger, LEDGER_COLUMNS } from '../dialect/ledger-table.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import { guardClaimKey } from './claim-key.ts'

/** The columns of the Java connector's table of the same default name. */
const CONNECTOR_COLUMNS = ['count', 'createdAt', 'id']

/**
 * Creates the ledger where it is missing, and refuses a table of that name that is none.
 * @param connection to the DDL endpoint
 * @throws StoreError `ERR_LEDGER_FOREIGN`
 */
export async function ensureLedger(
  connection: Connection,
  database: string,
  table: string,
  remainingMs: RemainingMs,
): Promise<void> {
  const columns = await ledgerColumns(connection, database, table, remainingMs)
  if (columns.length > 0) {
    guardLedger(columns, table)
    await guardClaimKey(connection, table, remainingMs)
    return
  }
  await connection.execute(createLedger(table), `creating the ledger "${table}"`, remainingMs)
  // IF NOT EXISTS says nothing of what was there: somebody else may have made another table meanwhile.
  guardLedger(await ledgerColumns(connection, database, table, remainingMs), table)
  await guardClaimKey(connection, table, remainingMs)
}

/** Their names in the table; empty where there is none. @throws StoreError */
export async function ledgerColumns(
  connection: Connection,
  database: string,
  table: string,
  remainingMs: RemainingMs,
): Promise<readonly string[]> {
  const rows = await connection.select(
    selectColumns(database, [table]),
    `looking for the ledger "${table}"`,
    remainingMs,
  )
  return rows.filter((row) => row.TABLE_NAME === table).map((row) => row.COLUMN_NAME ?? '')
}

/** @throws StoreError `ERR_LEDGER_FOREIGN` for columns of another table */
export function guardLedger(columns: readonly string[], table: string): void {
  const found = new Set(columns.map((name) => name.toLowerCase()))
  if (LEDGER_COLUMNS.every(([name]) => found.has(name.toLowerCase()))) return
  const isConnectors =
    columns.length === CONNECTOR_COLUMNS.length &&
    CONNECTOR_COLUMNS.every((name) => found.has(name.toLowerCase()))
  throw new StoreError(
    'ERR_LEDGER_FOREIGN',
    isConnectors
      ? `Table "${table}" is the metadata table of the Java connector: it keeps first offsets only and cannot tell which records are committed. ` +
          'Stop the connector, rename its table or give this sink another (SINK_METADATA_TABLE or singlestore.metadata.table), ' +
          'and let the ledger function adopt what the connector has written (docs/from-the-connector.md).'
      : `Table "${table}" is no ledger: it lacks columns of one. Choose another name (SINK_METADATA_TABLE or singlestore.metadata.table).`,
    { transient: false, coordinates: { table } },
  )
}
