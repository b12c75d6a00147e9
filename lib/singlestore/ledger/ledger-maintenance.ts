import { StoreError } from '../../errors.ts'
import { formatTopicPartition } from '../../kafka/offset-range.ts'
import type { TopicPartition } from '../../kafka/record.ts'
import {
  deleteMerged,
  deleteVoids,
  insertVoid,
  type PageOf,
  type RowsOf,
  selectPage,
  selectTopicPartitions,
  selectVoids,
  updateMerged,
} from '../dialect/ledger-maintenance.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import { EMPTY_TAIL, type Tail } from './claim.ts'
import { claimError } from './claim-error.ts'
import { guardClaimKey } from './claim-key.ts'
import { type LedgerRow, ledgerRow, type Merge } from './ledger-maintenance-row.ts'
import { integer, type LedgerName, readTails } from './ledger-read.ts'
import { guardLedger, ledgerColumns } from './ledger-table.ts'

/** Whether there is a ledger at all; reads only. @throws StoreError `ERR_LEDGER_FOREIGN` for a table that is none */
export async function findLedger(
  connection: Connection,
  database: string,
  table: string,
  remainingMs: RemainingMs,
): Promise<boolean> {
  const columns = await ledgerColumns(connection, database, table, remainingMs)
  if (columns.length === 0) return false
  guardLedger(columns, table)
  await guardClaimKey(connection, table, remainingMs)
  return true
}

/** The topic-partitions that a sink's ledger knows; null means any. @throws StoreError */
export async function readTopicPartitions(
  connection: Connection,
  { table, sink }: LedgerName,
  topic: string | null,
  partition: number | null,
  remainingMs: RemainingMs,
): Promise<readonly TopicPartition[]> {
  const sql = selectTopicPartitions(table, sink, topic, partition)
  const rows = await connection.select(sql, 'reading what the ledger holds', remainingMs)
  return rows.map((row) => ({ topic: row.topic ?? '', partition: integer(row, 'partition') }))
}

/** What maintenance reads and writes of one topic-partition; each method is one statement. */
export class PartitionLedger {
  readonly rows: RowsOf
  readonly #connection: Connection
  readonly #remainingMs: RemainingMs

  constructor(connection: Connection, rows: RowsOf, remainingMs: RemainingMs) {
    this.#connection = connection
    this.rows = rows
    this.#remainingMs = remainingMs
  }

  async tail(): Promise<Tail> {
    const { of } = this.rows
    const [tail] = await readTails(this.#connection, this.rows, [of], this.#remainingMs)
    return tail ?? EMPTY_TAIL
  }

  /** The transaction's first statement: whatever was read before it may be old. @throws ClaimTakenError, ClaimBlockedError */
  async claim(tail: Tail): Promise<void> {
    const { of, table } = this.rows
    const doing = `claiming ${formatTopicPartition(of)} for maintenance`
    try {
      await this.#connection.execute(insertVoid(this.rows, tail), doing, this.#remainingMs)
    } catch (error) {
      throw claimError(error, [of], table)
    }
  }

  async page(page: PageOf): Promise<readonly LedgerRow[]> {
    return (await this.select(selectPage(this.rows, page), 'reading ranges to compact')).map(
      ledgerRow,
    )
  }

  async voids(below: number, limit: number): Promise<readonly { readonly sequence: number }[]> {
    const rows = await this.select(selectVoids(this.rows, below, limit), 'reading voided rows')
    return rows.map((row) => ({ sequence: integer(row, 'sequence') }))
  }

  /** @throws StoreError where the rows are no longer what was read; roll back then */
  async merge(merges: readonly Merge[]): Promise<void> {
    const removed = merges.flatMap((merge) => merge.removed)
    await this.change(deleteMerged(this.rows, removed), 'deleting merged ranges', removed.length)
    for (const merge of merges) {
      await this.change(updateMerged(this.rows, merge), 'widening a range', 1)
    }
  }

  /** @throws StoreError where the rows are no longer what was read; roll back then */
  async dropVoids(voids: readonly { readonly sequence: number }[]): Promise<void> {
    await this.change(deleteVoids(this.rows, voids), 'deleting voided rows', voids.length)
  }

  async select(sql: string, doing: string) {
    const named = `${doing} of ${formatTopicPartition(this.rows.of)}`
    return await this.#connection.select(sql, named, this.#remainingMs)
  }

  /** @param wanted how many rows the statement has to find */
  async change(sql: string, doing: string, wanted: number): Promise<void> {
    const { of, table } = this.rows
    const named = `${doing} of ${formatTopicPartition(of)}`
    const found = await this.#connection.execute(sql, named, this.#remainingMs)
    if (found === wanted) return
    throw new StoreError(
      'ERR_STORE_TRANSIENT',
      `While ${named}: ${wanted} rows were read in the ledger "${table}" and ${found} found when they were written; all is rolled back. ` +
        'Something else changes them: a redrive that will be done soon, or a hand that had better not.',
      { transient: true, coordinates: { ...of, table } },
    )
  }
}
