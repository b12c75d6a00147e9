import type { OffsetRange } from '../../kafka/offset-range.ts'
import type { TopicPartition } from '../../kafka/record.ts'
import {
  type CoverageOf,
  selectCoverage,
  selectGapSums,
  selectGaps,
} from '../dialect/ledger-coverage.ts'
import type { Connection, RemainingMs, TextRow } from '../session/connection.ts'
import { integer } from './ledger-read.ts'

/** What the ledger says of one topic-partition of one sink. */
export interface Coverage extends TopicPartition {
  readonly sink: string
  /** Rows that hold a committed range. */
  readonly ranges: number
  /** The lowest and highest committed offset; null where all is forgotten. */
  readonly firstOffset: number | null
  readonly lastOffset: number | null
  /** delivered = written + filtered + deadLettered */
  readonly delivered: number
  readonly written: number
  readonly filtered: number
  readonly deadLettered: number
  /** Offsets, gaps included, that another sink has written; of their records nothing is known, and they are no part of `delivered`. */
  readonly adopted: number
  readonly highOffset: number
  /** By the server's clock, `2026-01-31 23:59:59.000000`. */
  readonly lastCommit: string | null
  /** Between the committed ranges: how many, how many offsets in them, and the first of them. */
  readonly gaps: {
    readonly count: number
    readonly offsets: number
    readonly first: readonly OffsetRange[]
  }
}

/**
 * Reads what is committed, each topic-partition as one line; statement by statement, while sinks may go on.
 * @param gapLimit how many gaps are listed for each
 * @throws StoreError
 */
export async function readCoverage(
  connection: Connection,
  table: string,
  of: CoverageOf,
  gapLimit: number,
  remainingMs: RemainingMs,
): Promise<readonly Coverage[]> {
  const select = (sql: string, doing: string) => connection.select(sql, doing, remainingMs)
  const lines = await select(selectCoverage(table, of), 'summing up the ledger')
  const sums = await select(selectGapSums(table, of), 'counting the gaps of the ledger')
  const listed =
    gapLimit === 0 ? [] : await select(selectGaps(table, of, gapLimit), 'listing its gaps')
  const sumsBy = new Map(sums.map((row) => [keyOf(row), row]))
  const listedBy = Map.groupBy(listed, keyOf)
  return lines.map((row) => coverage(row, sumsBy.get(keyOf(row)), listedBy.get(keyOf(row)) ?? []))
}

function coverage(row: TextRow, sums: TextRow | undefined, listed: readonly TextRow[]): Coverage {
  return {
    sink: row.sink ?? '',
    topic: row.topic ?? '',
    partition: integer(row, 'partition'),
    ranges: integer(row, 'ranges'),
    firstOffset: row.first === null ? null : integer(row, 'first'),
    lastOffset: row.last === null ? null : integer(row, 'last'),
    delivered: integer(row, 'delivered'),
    written: integer(row, 'written'),
    filtered: integer(row, 'filtered'),
    deadLettered: integer(row, 'deadLettered'),
    adopted: integer(row, 'adopted'),
    highOffset: integer(row, 'highOffset'),
    lastCommit: row.lastCommit ?? null,
    gaps: {
      count: sums === undefined ? 0 : integer(sums, 'gaps'),
      offsets: sums === undefined ? 0 : integer(sums, 'missing'),
      first: listed.map((gap) => ({ first: integer(gap, 'first'), last: integer(gap, 'last') })),
    },
  }
}

/** Topics hold no line end, and the sink stands last: no two keys are alike. */
function keyOf(row: TextRow): string {
  return `${row.topic}\n${row.partition}\n${row.sink}`
}
