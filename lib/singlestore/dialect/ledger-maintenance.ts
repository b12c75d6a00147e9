import { formatTopicPartition } from '../../kafka/offset-range.ts'
import type { TopicPartition } from '../../kafka/record.ts'
import { quoteIdentifier, quoteString } from '../identifier.ts'
import type { Tail } from '../ledger/claim.ts'
import type { LedgerRow, Merge } from '../ledger/ledger-maintenance-row.ts'

/** Memory of a container lives 15 minutes, an invocation as long: what is older than this nobody asks for any more. */
const FLOOR = 'CURRENT_TIMESTAMP(6) - INTERVAL 24 HOUR'

/** The rows of one topic-partition of one sink. */
export interface RowsOf {
  readonly table: string
  readonly sink: string
  readonly of: TopicPartition
}

/** Which committed ranges to read, in offset order. */
export interface PageOf {
  /** Rows of this sequence and above are not touched. */
  readonly below: number
  /** Ranges that end before this offset are left out. */
  readonly from: number
  readonly limit: number
  /** Null where gaps stay open: then young rows are left out, for nothing depends on them. */
  readonly closeGapsOlderThanDays: number | null
}

/** The topic-partitions that a sink's ledger knows; null means any. */
export function selectTopicPartitions(
  table: string,
  sink: string,
  topic: string | null,
  partition: number | null,
): string {
  const where = [
    `\`sink\` = ${quoteString(sink)}`,
    ...(topic === null ? [] : [`\`topic\` = ${quoteString(topic)}`]),
    ...(partition === null ? [] : [`\`partition\` = ${partition}`]),
  ]
  return (
    `SELECT \`topic\`, \`partition\` FROM ${quoteIdentifier(table)} WHERE ${where.join(' AND ')} ` +
    'GROUP BY `topic`, `partition` ORDER BY `topic`, `partition`'
  )
}

/** The claim of maintenance: a row without offsets under the next sequence. Fails with 1062 where that is taken. */
export function insertVoid({ table, sink, of }: RowsOf, tail: Tail): string {
  return (
    `INSERT INTO ${quoteIdentifier(table)} (\`id\`, \`sink\`, \`topic\`, \`partition\`, \`sequence\`, ` +
    '`records`, `count`, `filtered`, `deadLettered`, `highOffset`) VALUES ' +
    `(${voidId(of)}, ${quoteString(sink)}, ${quoteString(of.topic)}, ${of.partition}, ${tail.sequence + 1}, ` +
    `0, 0, 0, 0, ${tail.highOffset})`
  )
}

/** What `ledgerRow` reads. */
export const ACCOUNT =
  '`sequence`, `firstOffset`, `lastOffset`, `records`, `count`, `filtered`, `deadLettered`, ' +
  '`firstTimestamp`, `lastTimestamp`, `minTimestamp`, `maxTimestamp`'

/** One page of committed ranges for compaction, judged by the server's clock. */
export function selectPage(rows: RowsOf, page: PageOf): string {
  const days = page.closeGapsOlderThanDays
  // An adopted range keeps its row: merged, its open ends and its count of offsets would pass for what a sink has seen.
  const settled = `\`sequence\` < ${page.below} AND \`createdAt\` <= ${FLOOR} AND \`firstTimestamp\` IS NOT NULL`
  const aged = days === null ? '0' : `\`createdAt\` <= CURRENT_TIMESTAMP(6) - INTERVAL ${days} DAY`
  return (
    `SELECT ${ACCOUNT}, (${settled}) AS \`settled\`, (${aged}) AS \`aged\` FROM ${quoteIdentifier(rows.table)} ` +
    `WHERE ${are(rows)} AND \`lastOffset\` >= ${page.from}${days === null ? ` AND ${settled}` : ''} ` +
    `ORDER BY \`lastOffset\` LIMIT ${page.limit}`
  )
}

/** Writes the merged range over the row that stays. Counts are added to, for a redrive may have corrected them meanwhile. */
export function updateMerged(rows: RowsOf, merge: Merge): string {
  const sum = (column: 'records' | 'count' | 'filtered' | 'deadLettered') =>
    `\`${column}\` = \`${column}\` + ${merge.removed.reduce((total, row) => total + row[column], 0)}`
  const id = quoteString(`${formatTopicPartition(rows.of)}-${merge.first}`)
  return (
    `UPDATE ${quoteIdentifier(rows.table)} SET \`id\` = ${id}, ` +
    `\`firstOffset\` = ${merge.first}, \`lastOffset\` = ${merge.last}, ` +
    `${sum('records')}, ${sum('count')}, ${sum('filtered')}, ${sum('deadLettered')}, ` +
    `\`firstTimestamp\` = ${merge.firstTimestamp}, \`lastTimestamp\` = ${merge.lastTimestamp}, ` +
    `\`minTimestamp\` = ${merge.minTimestamp}, \`maxTimestamp\` = ${merge.maxTimestamp} ` +
    `WHERE ${are(rows)} AND \`sequence\` = ${merge.kept.sequence}`
  )
}

/** Deletes rows that went into another, as far as their accounts are still what was read: a redrive changes `deadLettered`. */
export function deleteMerged(rows: RowsOf, merged: readonly LedgerRow[]): string {
  const accounts = [...Map.groupBy(merged, ({ deadLettered }) => deadLettered)].map(
    ([deadLettered, group]) => `(${among(group)} AND \`deadLettered\` = ${deadLettered})`,
  )
  return `DELETE FROM ${quoteIdentifier(rows.table)} WHERE ${are(rows)} AND (${accounts.join(' OR ')})`
}

/**
 * Voided rows whose sequences nobody can ask for any more: another old row stands behind each of them. The newest old row
 * stays, for `createdAt` tells when a row was inserted, and a transaction may commit it long after.
 */
export function selectVoids(rows: RowsOf, below: number, limit: number): string {
  const table = quoteIdentifier(rows.table)
  const settled = `${are(rows)} AND \`sequence\` < ${below} AND \`createdAt\` <= ${FLOOR}`
  return (
    `SELECT \`sequence\` FROM ${table} WHERE ${settled} AND \`lastOffset\` IS NULL ` +
    `AND \`sequence\` < (SELECT MAX(\`sequence\`) FROM ${table} WHERE ${settled}) ` +
    `ORDER BY \`sequence\` LIMIT ${limit}`
  )
}

export function deleteVoids(rows: RowsOf, voids: readonly { readonly sequence: number }[]): string {
  return (
    `DELETE FROM ${quoteIdentifier(rows.table)} WHERE ${are(rows)} AND \`lastOffset\` IS NULL ` +
    `AND ${among(voids)}`
  )
}

export function are({ sink, of }: RowsOf): string {
  return `\`sink\` = ${quoteString(sink)} AND \`topic\` = ${quoteString(of.topic)} AND \`partition\` = ${of.partition}`
}

export function among(rows: readonly { readonly sequence: number }[]): string {
  return `\`sequence\` IN (${rows.map(({ sequence }) => sequence).join(', ')})`
}

/** The id of a row that stands for no offset. */
export function voidId(of: TopicPartition): string {
  return quoteString(`${formatTopicPartition(of)}-void`)
}
