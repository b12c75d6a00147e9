import { formatTopicPartition, type OffsetRange } from '../../kafka/offset-range.ts'
import type { TopicPartition } from '../../kafka/record.ts'
import { quoteIdentifier, quoteString } from '../identifier.ts'
import type { Tail } from '../ledger/claim.ts'
import { are, type RowsOf } from './ledger-maintenance.ts'

/** Committed ranges that touch these offsets, in offset order; an adopted one has no timestamp at its ends. */
export function selectTouching(rows: RowsOf, offsets: OffsetRange, limit: number): string {
  return (
    'SELECT `firstOffset`, `lastOffset`, (`firstTimestamp` IS NULL) AS `adopted` ' +
    `FROM ${quoteIdentifier(rows.table)} WHERE ${are(rows)} ` +
    `AND \`lastOffset\` >= ${offsets.first} AND \`firstOffset\` <= ${offsets.last} ORDER BY \`lastOffset\` LIMIT ${limit}`
  )
}

/** Kafka's least timestamp: -1 where the broker has none. */
const LEAST_TIMESTAMP = -1

/**
 * Makes our own uncommitted claim the row of an adopted range.
 *
 * Its `records` are all of its offsets, gaps included: whoever wrote them did not say how many there were, and no redelivery can hold
 * more, so none is refused for holding more than was committed. The timestamps at its ends are unknown. `maxTimestamp` is when it
 * was adopted: whatever is younger was not there to be written, so a topic that is created again is still noticed.
 */
export function updateAdopted(
  rows: RowsOf,
  tail: Tail,
  range: OffsetRange,
  maxTimestamp: number,
): string {
  const records = range.last - range.first + 1
  return (
    `UPDATE ${quoteIdentifier(rows.table)} SET \`id\` = ${quoteString(`${formatTopicPartition(rows.of)}-${range.first}`)}, ` +
    `\`firstOffset\` = ${range.first}, \`lastOffset\` = ${range.last}, \`records\` = ${records}, \`count\` = ${records}, ` +
    `\`minTimestamp\` = ${LEAST_TIMESTAMP}, \`maxTimestamp\` = ${maxTimestamp}, ` +
    `\`highOffset\` = ${Math.max(tail.highOffset, range.last)} WHERE ${are(rows)} AND \`sequence\` = ${tail.sequence + 1}`
  )
}

/** Rows of the Java connector's metadata table for puts that begin at these offsets or behind them. */
export function selectPuts(
  table: string,
  from: readonly (TopicPartition & { readonly offset: number })[],
  limit: number,
): string {
  const behind = from.map((of) => `(${idsOf(of)} AND NOT (${isBelow(of)}))`)
  return (
    `SELECT \`id\`, \`count\`, \`createdAt\` FROM ${quoteIdentifier(table)} ` +
    `WHERE ${behind.join(' OR ')} LIMIT ${limit}`
  )
}

/** When the newest put below this offset was written. */
export function selectNewestPutBelow(
  table: string,
  of: TopicPartition & { readonly offset: number },
): string {
  return `SELECT MAX(\`createdAt\`) AS \`newest\` FROM ${quoteIdentifier(table)} WHERE ${idsOf(of)} AND (${isBelow(of)})`
}

/** The partitions of a topic that puts begin with. */
export function selectPutPartitions(table: string, topic: string): string {
  const partition = "SUBSTRING_INDEX(SUBSTRING_INDEX(`id`, '-', -2), '-', 1)"
  return (
    `SELECT ${partition} AS \`partition\`, MIN(\`id\`) AS \`id\` FROM ${quoteIdentifier(table)} ` +
    `WHERE \`id\` LIKE ${quoteString(`${topic}-%`)} AND \`id\` NOT LIKE ${quoteString(`${topic}-%-%-%`)} GROUP BY ${partition}`
  )
}

/**
 * Ids are topic-partition-offset, and topics may hold dashes: of `orders-0` are those with no dash behind the offset. The patterns let
 * through a little more (`_` is a wildcard, the collation may know no case); who reads the ids compares them exactly.
 */
function idsOf(of: TopicPartition): string {
  const prefix = formatTopicPartition(of)
  return `\`id\` LIKE ${quoteString(`${prefix}-%`)} AND \`id\` NOT LIKE ${quoteString(`${prefix}-%-%`)}`
}

/** Of two numbers without leading zeros the shorter is the less, and of one length texts compare as numbers do. */
function isBelow(of: TopicPartition & { readonly offset: number }): string {
  const id = `${formatTopicPartition(of)}-${of.offset}`
  return `CHAR_LENGTH(\`id\`) < ${id.length} OR (CHAR_LENGTH(\`id\`) = ${id.length} AND \`id\` < ${quoteString(id)})`
}
