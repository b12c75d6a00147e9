import type { OffsetRange } from '../../kafka/offset-range.ts'
import type { TopicPartition } from '../../kafka/record.ts'
import { quoteIdentifier, quoteString } from '../identifier.ts'
import type { Account, Claim } from '../ledger/claim.ts'
import { LEDGER_COLUMNS } from './ledger-table.ts'

/** The newest row of each topic-partition: its sequence and the highest offset committed so far. */
export function selectTails(table: string, sink: string, of: readonly TopicPartition[]): string {
  return of
    .map(
      (topicPartition) =>
        `(SELECT \`topic\`, \`partition\`, \`sequence\`, \`highOffset\` FROM ${quoteIdentifier(table)} ` +
        `WHERE ${isOf(sink, topicPartition)} ORDER BY \`sequence\` DESC LIMIT 1)`,
    )
    .join(' UNION ALL ')
}

/** The committed ranges that overlap what was delivered. */
export function selectOverlapping(
  table: string,
  sink: string,
  delivered: readonly (TopicPartition & OffsetRange)[],
): string {
  const overlaps = delivered.map(
    (range) =>
      `(${isOf(sink, range)} AND \`lastOffset\` >= ${range.first} AND \`firstOffset\` <= ${range.last})`,
  )
  return (
    'SELECT `topic`, `partition`, `firstOffset`, `lastOffset`, `records`, ' +
    '`firstTimestamp`, `lastTimestamp`, `minTimestamp`, `maxTimestamp` ' +
    `FROM ${quoteIdentifier(table)} WHERE ${overlaps.join(' OR ')}`
  )
}

const CLAIMED_COLUMNS = LEDGER_COLUMNS.map(([name]) => name).filter((name) => name !== 'createdAt')

/** The claim: fails with 1062 where another transaction took one of the sequences. */
export function insertClaims(table: string, sink: string, claims: readonly Claim[]): string {
  const columns = CLAIMED_COLUMNS.map(quoteIdentifier).join(', ')
  const rows = claims.map((claim) => `(${claimRow(sink, claim).join(', ')})`)
  return `INSERT INTO ${quoteIdentifier(table)} (${columns}) VALUES ${rows.join(', ')}`
}

function claimRow(sink: string, claim: Claim): readonly (string | number)[] {
  const { span } = claim
  return [
    quoteString(`${span.topic}-${span.partition}-${span.first}`),
    quoteString(sink),
    quoteString(span.topic),
    span.partition,
    claim.sequence,
    span.first,
    span.last,
    span.records.length,
    span.records.length - claim.filtered,
    claim.filtered,
    0,
    claim.firstTimestamp,
    claim.lastTimestamp,
    claim.minTimestamp,
    claim.maxTimestamp,
    claim.highOffset,
  ]
}

/** Corrects our own uncommitted row where fewer records became rows than the claim said. */
export function updateClaim(
  table: string,
  sink: string,
  claim: Claim,
  { filtered, deadLettered }: Account,
): string {
  const count = claim.span.records.length - filtered - deadLettered
  return (
    `UPDATE ${quoteIdentifier(table)} SET \`count\` = ${count}, \`filtered\` = ${filtered}, \`deadLettered\` = ${deadLettered} ` +
    `WHERE ${isOf(sink, claim.span)} AND \`sequence\` = ${claim.sequence}`
  )
}

function isOf(sink: string, of: TopicPartition): string {
  return `\`sink\` = ${quoteString(sink)} AND \`topic\` = ${quoteString(of.topic)} AND \`partition\` = ${of.partition}`
}
