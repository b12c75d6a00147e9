import { StoreError } from '../../errors.ts'
import type { CommittedRange } from '../../kafka/committed-range.ts'
import { formatTopicPartition, type OffsetRange } from '../../kafka/offset-range.ts'
import type { TopicPartition } from '../../kafka/record.ts'
import { selectOverlapping, selectTails } from '../dialect/ledger-rows.ts'
import type { Connection, RemainingMs, TextRow } from '../session/connection.ts'
import type { Tail } from './claim.ts'

/** Which rows of which ledger. */
export interface LedgerName {
  readonly table: string
  readonly sink: string
}

/** The newest row of each topic-partition that has one. @throws StoreError */
export async function readTails(
  connection: Connection,
  { table, sink }: LedgerName,
  of: readonly TopicPartition[],
  remainingMs: RemainingMs,
): Promise<readonly (TopicPartition & Tail)[]> {
  if (of.length === 0) return []
  const rows = await connection.select(
    selectTails(table, sink, of),
    'reading the end of the ledger',
    remainingMs,
  )
  return rows.map((row) => ({
    topic: row.topic ?? '',
    partition: integer(row, 'partition'),
    sequence: integer(row, 'sequence'),
    highOffset: integer(row, 'highOffset'),
  }))
}

/** The committed ranges that overlap what was delivered, by topic-partition. @throws StoreError */
export async function readRanges(
  connection: Connection,
  { table, sink }: LedgerName,
  delivered: readonly (TopicPartition & OffsetRange)[],
  remainingMs: RemainingMs,
): Promise<ReadonlyMap<string, readonly CommittedRange[]>> {
  if (delivered.length === 0) return new Map()
  const rows = await connection.select(
    selectOverlapping(table, sink, delivered),
    'reading the committed ranges',
    remainingMs,
  )
  const key = (row: TextRow) =>
    formatTopicPartition({ topic: row.topic ?? '', partition: integer(row, 'partition') })
  return new Map([...Map.groupBy(rows, key)].map(([of, group]) => [of, group.map(committedRange)]))
}

function committedRange(row: TextRow): CommittedRange {
  return {
    first: integer(row, 'firstOffset'),
    last: integer(row, 'lastOffset'),
    records: integer(row, 'records'),
    firstTimestamp: integerOrNull(row, 'firstTimestamp'),
    lastTimestamp: integerOrNull(row, 'lastTimestamp'),
    minTimestamp: integer(row, 'minTimestamp'),
    maxTimestamp: integer(row, 'maxTimestamp'),
  }
}

/** Offsets, sequences and timestamps are safe integers: the event parser lets no other in. */
export function integer(row: TextRow, column: string): number {
  const value = Number(row[column] ?? Number.NaN)
  if (Number.isSafeInteger(value)) return value
  throw new StoreError(
    'ERR_LEDGER_FOREIGN',
    `The ledger holds a row whose ${column} is no integer that the sink could have written.`,
    { transient: false },
  )
}

export function integerOrNull(row: TextRow, column: string): number | null {
  return (row[column] ?? null) === null ? null : integer(row, column)
}
