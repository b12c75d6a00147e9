import type { Connection } from 'mysql2/promise'
import { type ExactRows, exactRows } from '../exact-rows.ts'

const LEDGER = 'kafka_connect_transaction_metadata'

/** What the ledger says of each topic-partition. */
export const LEDGER_SUMMARY = `SELECT \`sink\`, \`topic\`, \`partition\`, COUNT(*) AS \`ranges\`, MIN(\`firstOffset\`) AS \`from\`, MAX(\`lastOffset\`) AS \`to\`,
       SUM(\`records\`) AS \`delivered\`, SUM(\`count\`) AS \`written\`, SUM(\`filtered\`) AS \`filtered\`
FROM \`${LEDGER}\` GROUP BY \`sink\`, \`topic\`, \`partition\` ORDER BY \`sink\`, \`topic\`, \`partition\``

const TOTALS = `SELECT COUNT(*), SUM(\`records\`) FROM \`${LEDGER}\``

const OVERLAPS = `SELECT COUNT(*) FROM \`${LEDGER}\` \`a\` JOIN \`${LEDGER}\` \`b\`
  ON \`a\`.\`sink\` = \`b\`.\`sink\` AND \`a\`.\`topic\` = \`b\`.\`topic\` AND \`a\`.\`partition\` = \`b\`.\`partition\`
 AND \`a\`.\`sequence\` < \`b\`.\`sequence\` AND \`a\`.\`firstOffset\` <= \`b\`.\`lastOffset\` AND \`b\`.\`firstOffset\` <= \`a\`.\`lastOffset\``

export interface LedgerFacts {
  readonly summary: ExactRows
  readonly rows: number
  /** Records that the committed ranges account for. */
  readonly records: number
  /** Pairs of ranges that share an offset; anything but 0 is a record written twice. */
  readonly overlaps: number
}

/** Asks the ledger, in SQL as a user would. */
export async function ledgerFacts(connection: Connection): Promise<LedgerFacts> {
  const summary = await exactRows(connection, LEDGER_SUMMARY)
  const [[rows = null, records = null] = []] = (await exactRows(connection, TOTALS)).rows
  const [[overlaps = null] = []] = (await exactRows(connection, OVERLAPS)).rows
  return { summary, rows: Number(rows), records: Number(records), overlaps: Number(overlaps) }
}
