import type { Connection } from 'mysql2/promise'
import { createFormat } from '../../lib/format/create-format.ts'
import { createTable } from '../../lib/singlestore/dialect/create-table.ts'
import { LEDGER_COLUMNS } from '../../lib/singlestore/dialect/ledger-table.ts'
import { mapColumns } from '../../lib/table/mapping.ts'
import { TOPIC } from './fullest-event.ts'
import { valueWriter } from './workload.ts'

export const DATABASE = 'bench'
export const LEDGER = 'kafka_connect_transaction_metadata'

/**
 * Creates the database with the ledger and the topic's table, both empty, in MariaDB's own dialect: no shard and sort
 * keys.
 */
export async function createBenchDatabase(connection: Connection): Promise<void> {
  await connection.query(`CREATE DATABASE ${DATABASE}`)
  await connection.query(`USE ${DATABASE}`)
  await connection.query(createMariaDbLedger(LEDGER))
  const value = Buffer.from(valueWriter('envelope')(0)).toString('base64')
  const schema = createFormat('connect-json').peek(value)
  if (schema === null) throw new TypeError('The values of the workload carry no schema.')
  await connection.query(createTable(TOPIC, mapColumns(schema), []))
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
