import type { Deployment } from '../deployments.ts'
import { PLACE_COLUMNS } from '../produce/message-kind.ts'
import type { ProducedPartition } from '../produce/produced.ts'
import type { Asker } from '../run/asker.ts'
import type { Evidence, FoundRange } from './evidence.ts'

const LEDGER = 'kafka_connect_transaction_metadata'
const LETTERS = 'kafka_dead_letters'
const { partition: PARTITION, offset: OFFSET } = PLACE_COLUMNS

/** The tables that the database has: a sink makes only those that it needs. */
export type TablesThere = ReadonlySet<string>

/** Reads the rows and dead letters of a piece of a partition, gaps included. */
export async function readEvidence(
  asker: Asker,
  { topic, sinkName, kind }: Deployment,
  { partition, start, end }: ProducedPartition,
  there: TablesThere,
): Promise<Evidence> {
  const columns = kind.columns.map((name) => `\`${name}\``).join(', ')
  const askOf = asking(asker, there)
  const rows = await askOf(
    topic,
    `SELECT \`${OFFSET}\`, ${columns} FROM \`${topic}\` WHERE \`${PARTITION}\` = ${partition} AND \`${OFFSET}\` >= ${start} AND \`${OFFSET}\` < ${end}`,
  )
  const letters = await askOf(
    LETTERS,
    `SELECT \`offset\`, \`timestamp\`, \`key\`, \`value\`, \`headers\` FROM \`${LETTERS}\` WHERE ${isOf(sinkName, topic)} AND \`partition\` = ${partition} AND \`offset\` >= ${start} AND \`offset\` < ${end}`,
  )
  return {
    rows: rows.map(([offset = null, ...cells]) => ({ offset: Number(offset), cells })),
    letters: letters.map(([offset, timestamp, key = null, value = null, headers]) => ({
      offset: Number(offset),
      timestamp: Number(timestamp),
      key,
      value,
      headers: headers ?? '',
    })),
  }
}

/** Reads the committed ranges of a partition; a row that was voided holds none. */
export async function readRanges(
  asker: Asker,
  { topic, sinkName }: Deployment,
  partition: number,
  there: TablesThere,
): Promise<readonly FoundRange[]> {
  const rows = await asking(asker, there)(
    LEDGER,
    `SELECT \`firstOffset\`, \`lastOffset\`, \`records\`, \`count\`, \`filtered\`, \`deadLettered\` FROM \`${LEDGER}\` WHERE ${isOf(sinkName, topic)} AND \`partition\` = ${partition} AND \`firstOffset\` IS NOT NULL`,
  )
  return rows.map(([first, last, records, count, filtered, deadLettered]) => ({
    first: Number(first),
    last: Number(last),
    records: Number(records),
    count: Number(count),
    filtered: Number(filtered),
    deadLettered: Number(deadLettered),
  }))
}

/** All rows of a table and all letters of a sink, whatever place they say they came from. */
export async function countAll(
  asker: Asker,
  { topic, sinkName }: Deployment,
  there: TablesThere,
): Promise<{ readonly rows: number; readonly letters: number }> {
  const askOf = asking(asker, there)
  const [[rows = 0] = []] = await askOf(
    topic,
    `SELECT COUNT(*) FROM \`${topic}\` WHERE \`${PARTITION}\` >= 0 OR \`${PARTITION}\` IS NULL`,
  )
  const [[letters = 0] = []] = await askOf(
    LETTERS,
    `SELECT COUNT(*) FROM \`${LETTERS}\` WHERE ${isOf(sinkName, topic)}`,
  )
  return { rows: Number(rows), letters: Number(letters) }
}

export async function tablesThere(asker: Asker): Promise<TablesThere> {
  const rows = await asker.ask('SHOW TABLES')
  return new Set(rows.flatMap(([name]) => name ?? []))
}

/** Asks of a table; one that is not there has no rows. */
function asking(asker: Asker, there: TablesThere) {
  return async (table: string, sql: string) => (there.has(table) ? await asker.ask(sql) : [])
}

function isOf(sink: string, topic: string): string {
  return `\`sink\` = '${sink}' AND \`topic\` = '${topic}'`
}
