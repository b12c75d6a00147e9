import type { OffsetRange } from '../../kafka/offset-range.ts'
import type { TopicPartition } from '../../kafka/record.ts'
import { quoteIdentifier, quoteString } from '../identifier.ts'

/** What names one dead letter. */
export interface LetterKey {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly sequence: number
}

/** Conditions on dead letters; null where there is none. `from` and `to` are times of `createdAt` by the server's clock, both included. */
export interface LetterCriteria {
  readonly topic: string | null
  readonly partition: number | null
  readonly errorCode: string | null
  readonly stage: string | null
  readonly from: string | null
  readonly to: string | null
  readonly records: readonly Omit<LetterKey, 'sequence'>[] | null
  readonly limit: number
}

const KEY = '`topic`, `partition`, `offset`, `sequence`'

/** Names and sizes of the letters that meet the criteria, in offset order. */
export function selectLetters(table: string, sink: string, criteria: LetterCriteria): string {
  const equal = (column: string, value: string | number | null) =>
    value === null
      ? []
      : [`\`${column}\` = ${typeof value === 'string' ? quoteString(value) : value}`]
  const conditions = [
    ...equal('sink', sink),
    ...equal('topic', criteria.topic),
    ...equal('partition', criteria.partition),
    ...equal('errorCode', criteria.errorCode),
    ...equal('stage', criteria.stage),
    ...(criteria.from === null ? [] : [`\`createdAt\` >= ${quoteString(criteria.from)}`]),
    ...(criteria.to === null ? [] : [`\`createdAt\` <= ${quoteString(criteria.to)}`]),
    ...(criteria.records === null ? [] : [`(${criteria.records.map(isAt).join(' OR ')})`]),
  ]
  return (
    `SELECT ${KEY}, LENGTH(\`value\`) AS \`bytes\` FROM ${quoteIdentifier(table)} ` +
    `WHERE ${conditions.join(' AND ')} ORDER BY ${KEY} LIMIT ${criteria.limit}`
  )
}

/** How many letters of a topic-partition lie in these offsets. */
export function countLetters(
  table: string,
  sink: string,
  of: TopicPartition,
  offsets: OffsetRange,
): string {
  return (
    `SELECT COUNT(*) AS \`letters\` FROM ${quoteIdentifier(table)} ` +
    `WHERE ${lettersIn(sink, of, offsets)}`
  )
}

/** The condition that selects them, for a statement that a user may want to run. */
export function lettersIn(sink: string, of: TopicPartition, offsets: OffsetRange): string {
  return (
    `\`sink\` = ${quoteString(sink)} AND \`topic\` = ${quoteString(of.topic)} AND \`partition\` = ${of.partition} ` +
    `AND \`offset\` >= ${offsets.first} AND \`offset\` <= ${offsets.last}`
  )
}

/** The letters themselves; bytes as hexadecimal text, for a result passes through a character set. */
export function fetchLetters(table: string, sink: string, keys: readonly LetterKey[]): string {
  return (
    `SELECT ${KEY}, \`timestamp\`, HEX(\`key\`) AS \`keyHex\`, HEX(\`value\`) AS \`valueHex\`, \`headers\`, \`keySchema\`, \`valueSchema\` ` +
    `FROM ${quoteIdentifier(table)} WHERE ${areKeys(sink, keys)} ORDER BY ${KEY}`
  )
}

/** The claim of a redrive: as many rows as letters, or another redrive was first. */
export function deleteLetters(table: string, sink: string, keys: readonly LetterKey[]): string {
  return `DELETE FROM ${quoteIdentifier(table)} WHERE ${areKeys(sink, keys)}`
}

/**
 * Says in the ledger that letters became rows after all: in the range that holds the offset, for compaction may have
 * given it another sequence.
 */
export function updateRedriven(
  ledger: string,
  sink: string,
  letter: LetterKey,
  became: { readonly written: number; readonly filtered: number },
): string {
  const { written, filtered } = became
  return (
    `UPDATE ${quoteIdentifier(ledger)} SET \`count\` = \`count\` + ${written}, \`filtered\` = \`filtered\` + ${filtered}, ` +
    `\`deadLettered\` = \`deadLettered\` - ${written + filtered} ` +
    `WHERE \`sink\` = ${quoteString(sink)} AND \`topic\` = ${quoteString(letter.topic)} AND \`partition\` = ${letter.partition} ` +
    `AND \`firstOffset\` <= ${letter.offset} AND \`lastOffset\` >= ${letter.offset} AND \`deadLettered\` >= ${written + filtered}`
  )
}

function areKeys(sink: string, keys: readonly LetterKey[]): string {
  const all = keys.map((key) => `(${isAt(key)} AND \`sequence\` = ${key.sequence})`)
  return `\`sink\` = ${quoteString(sink)} AND (${all.join(' OR ')})`
}

function isAt({ topic, partition, offset }: Omit<LetterKey, 'sequence'>): string {
  return `\`topic\` = ${quoteString(topic)} AND \`partition\` = ${partition} AND \`offset\` = ${offset}`
}
