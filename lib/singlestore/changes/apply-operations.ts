import type { TopicPartition } from '../../kafka/record.ts'
import type { LoadingRules } from '../../table/loading-rules.ts'
import { deleteAll } from '../dialect/delete-rows.ts'
import { selectAny } from '../dialect/select-keys.ts'
import { loadRows } from '../loader.ts'
import type { Row, Shape } from '../row.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import { errnoOf } from '../session/store-error.ts'
import type { Table } from '../table.ts'
import { judge, keyed, writtenMeanwhile } from './guard.ts'
import { KeyedRows } from './keyed-rows.ts'
import type { Operation, Write } from './operation.ts'
import { reduce } from './reduce.ts'
import type { Round } from './rounds.ts'
import { RowKey } from './row-key.ts'
import type { Guarded } from './step.ts'
import { VersionOrder } from './version-order.ts'

export interface ApplyRules {
  readonly upsert: boolean
  /** The column whose greater value is the newer row; null: the later operation is. */
  readonly versionColumn: string | null
  readonly loading: LoadingRules
  /**
   * The operations come back after others: what has no version changes no row that exists. Writes are inserts, deletes and
   * truncations only find nothing or are kept.
   */
  readonly redriven?: boolean
}

/** What did not come to pass, by record: one stands here once for each of its operations. */
export interface Applied<Source> {
  /** Older than what the table, or these operations, have. */
  readonly stale: readonly Source[]
  /** Of redriven deletes and truncations, those that rows stand against. */
  readonly kept: readonly Source[]
}

/**
 * Runs operations on one table, in the transaction that is open.
 * @param operations in order within each topic-partition. @param table with its unique keys; the first is the key
 * @throws StoreError, transient where another transaction writes the same keys under a version; RecordError for a key or
 * version that is no value of its column; ConfigError for a version column that is missing or has no order
 */
export async function applyOperations<Source extends TopicPartition>(
  connection: Connection,
  table: Table,
  operations: readonly Operation<Source>[],
  rules: ApplyRules,
  remainingMs: RemainingMs,
): Promise<Applied<Source>> {
  const application = new Application<Source>(connection, table, rules, remainingMs)
  return application.run(operations)
}

class Application<Source extends TopicPartition> {
  readonly #connection: Connection
  readonly #table: string
  readonly #key: RowKey
  readonly #order: VersionOrder | null
  readonly #rules: ApplyRules
  readonly #spare: boolean
  readonly #rows: KeyedRows
  readonly #remainingMs: RemainingMs
  readonly #stale: Source[] = []
  readonly #kept: Source[] = []

  constructor(connection: Connection, table: Table, rules: ApplyRules, remainingMs: RemainingMs) {
    this.#connection = connection
    this.#table = table.name
    this.#key = new RowKey(table)
    this.#order = rules.versionColumn === null ? null : new VersionOrder(table, rules.versionColumn)
    this.#rules = rules
    this.#spare = rules.redriven === true
    this.#rows = new KeyedRows(connection, table.name, this.#key, remainingMs)
    this.#remainingMs = remainingMs
  }

  async run(operations: readonly Operation<Source>[]): Promise<Applied<Source>> {
    const { truncates, rounds, stale } = reduce(operations, this.#key, {
      upsert: this.#rules.upsert,
      order: this.#order,
      spare: this.#spare,
    })
    addAll(this.#stale, stale)
    if (truncates.length > 0) {
      if (!this.#spare) await this.#empty()
      else if (await this.#hasRows())
        addAll(
          this.#kept,
          truncates.map(({ source }) => source),
        )
    }
    for (const round of rounds) await this.#run(round)
    return { stale: this.#stale, kept: this.#kept }
  }

  async #run({ deletes, guarded, writes }: Round<Source>): Promise<void> {
    if (!this.#spare) {
      await this.#rows.delete(deletes)
    } else if (deletes.length > 0) {
      const found = await this.#rows.find(deletes, null)
      const kept = deletes.filter(({ key }) => found.has(this.#key.identify(key).group))
      addAll(
        this.#kept,
        kept.map(({ source }) => source),
      )
    }
    const newer = await this.#judge(guarded)
    await this.#load(
      writes.map(({ row }) => row),
      [],
    )
    // Shape by shape: what is found behind a failed load is then another transaction's.
    for (const group of Map.groupBy(newer.flatMap(guardedWrite), shapeOf).values()) {
      await this.#load(
        group.map(({ operation }) => operation.row),
        group,
      )
    }
  }

  async #judge(guarded: readonly Guarded<Source>[]): Promise<readonly Guarded<Source>[]> {
    if (this.#order === null) return []
    const { newer, stale } = await judge(this.#rows, this.#key, guarded, this.#order, this.#table)
    for (const { operation, behind } of stale) {
      addAll(this.#stale, behind)
      this.#stale.push(operation.source)
    }
    return newer
  }

  async #load(rows: Iterable<Row>, guarded: readonly Guarded<Source>[]): Promise<void> {
    const isReplacing = this.#rules.upsert && this.#order === null && !this.#spare
    const onDuplicate = isReplacing ? 'replace' : 'refuse'
    const options = { ...this.#rules.loading, filter: null, onDuplicate } as const
    try {
      await loadRows(this.#connection, this.#table, rows, options, this.#remainingMs)
    } catch (error) {
      if (errnoOf(error) === DUPLICATE_KEY && (await this.#isTaken(guarded))) {
        throw writtenMeanwhile(this.#table, error)
      }
      throw error
    }
  }

  /** Else it is another unique key, or another row, that the server refuses. */
  async #isTaken(guarded: readonly Guarded<Source>[]): Promise<boolean> {
    const found = await this.#rows.find(guarded.map(keyed), this.#order)
    return found.size > 0
  }

  async #empty(): Promise<void> {
    const doing = `emptying ${JSON.stringify(this.#table)}`
    await this.#connection.execute(deleteAll(this.#table), doing, this.#remainingMs)
  }

  async #hasRows(): Promise<boolean> {
    const doing = `looking for rows in ${JSON.stringify(this.#table)}`
    const rows = await this.#connection.select(selectAny(this.#table), doing, this.#remainingMs)
    return rows.length > 0
  }
}

const DUPLICATE_KEY = 1062

type GuardedWrite<Source> = Guarded<Source> & { readonly operation: Write<Source> }

function guardedWrite<Source>(step: Guarded<Source>): readonly GuardedWrite<Source>[] {
  return isWrite(step) ? [step] : []
}

function isWrite<Source>(step: Guarded<Source>): step is GuardedWrite<Source> {
  return step.operation.kind === 'write'
}

function shapeOf({ operation }: GuardedWrite<unknown>): Shape {
  return operation.row.shape
}

function addAll<T>(to: T[], from: readonly T[]): void {
  for (const item of from) to.push(item)
}
