import type { Connection } from 'mysql2/promise'
import { createFormat } from '../../lib/format/plain/create-format.ts'
import { createTable } from '../../lib/singlestore/dialect/create-table.ts'
import { LEDGER_COLUMNS } from '../../lib/singlestore/dialect/ledger-table.ts'
import { mapColumns } from '../../lib/table/mapping.ts'
import { PLAIN_MAPPING } from '../../lib/table/mapping-rules.ts'
import type { TableKey } from '../../lib/table/table-key.ts'
import { valueWriter } from './workload.ts'

export const DATABASE = 'bench'
const LEDGER = 'kafka_connect_transaction_metadata'

export const KEYED_TABLE = 'purchases'
export const PLAIN_TABLE = 'purchases_without_keys'

/** As many as the documentation's example has; MariaDB has no sort key, so the third is a plain one. */
const KEYS: readonly TableKey[] = [
  { type: 'PRIMARY', name: null, columns: ['id'] },
  { type: 'UNIQUE', name: 'unique_number', columns: ['order_number'] },
  { type: 'KEY', name: 'by_customer', columns: ['customer_id', 'created_at'] },
]

/**
 * Creates the database with the ledger and the data tables, all empty, in MariaDB's own dialect: no shard and sort keys.
 */
export async function createBenchDatabase(connection: Connection): Promise<void> {
  await connection.query(`CREATE DATABASE ${DATABASE}`)
  await connection.query(`USE ${DATABASE}`)
  await connection.query(createMariaDbLedger(LEDGER))
  const value = Buffer.from(valueWriter('envelope')(0)).toString('base64')
  const schema = createFormat('connect-json').peek(value)
  if (schema === null) throw new TypeError('The values of the workload carry no schema.')
  const columns = mapColumns('purchases', { value: schema, key: null }, PLAIN_MAPPING)
  await connection.query(createTable(KEYED_TABLE, columns, KEYS, 'lossless'))
  await connection.query(createTable(PLAIN_TABLE, columns, [], 'lossless'))
}

/** The ledger as the sink creates it, its sort key as an index. */
export function createMariaDbLedger(table: string): string {
  const columns = LEDGER_COLUMNS.map(([name, type]) => `\`${name}\` ${type}`)
  const keys = [
    'PRIMARY KEY (`sink`, `topic`, `partition`, `sequence`)',
    'KEY (`sink`, `topic`, `partition`, `lastOffset`)',
  ]
  return `CREATE TABLE \`${table}\` (${[...columns, ...keys].join(', ')})`
}
