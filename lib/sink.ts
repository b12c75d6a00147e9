import type { RecordError } from './errors.ts'
import type { Format } from './format/format.ts'
import type { Batch } from './kafka/record.ts'
import { type Span, spanOf } from './kafka/span.ts'
import type { Remainder } from './kafka/subtract.ts'
import type { Catalog, WantedTable } from './singlestore/catalog.ts'
import type { Connection, RemainingMs } from './singlestore/connection.ts'
import { ClaimBlockedError, type Ledger } from './singlestore/ledger.ts'
import { loadRows } from './singlestore/loader.ts'
import type { Row } from './singlestore/row-encoder.ts'
import type { Sessions } from './singlestore/sessions.ts'
import { inTransaction, UnknownCommitError } from './singlestore/transaction.ts'
import { Cutoffs } from './sink/cutoffs.ts'
import { encodeRows, type Filtered } from './sink/encode-rows.ts'
import { type Plan, plan, type Routed } from './sink/plan.ts'
import { refusedLoad } from './sink/refused-load.ts'
import { backoffMs, mayBeStale, type RetryOptions } from './sink/retry.ts'
import type { Totals } from './sink/totals.ts'

interface SinkParts {
  readonly sessions: Sessions
  readonly catalog: Catalog
  /** Null: at least once. */
  readonly ledger: Ledger | null
  readonly format: Format
  readonly tableNames: ReadonlyMap<string, string>
  readonly retry: RetryOptions
  readonly sleep: (ms: number) => Promise<void>
  readonly warn: (message: string) => void
}

/** What an event came to. With a failure, what precedes the bad record in its topic-partition is committed. */
export interface Outcome {
  readonly totals: Totals
  readonly tables: readonly string[]
  readonly retries: number
  readonly failure: RecordError | null
}

/** What one invocation learns from a try for the next one. */
interface Lessons {
  readonly cutoffs: Cutoffs
  /** The catalog was read again after a refusal. */
  refreshed: boolean
  /** A claim for several topic-partitions waited in vain: claim them one by one. */
  oneByOne: boolean
  /** A commit whose outcome the ledger has yet to tell. */
  unsettled: Result | null
  retries: number
}

interface Result {
  readonly totals: Totals
  readonly tables: readonly string[]
}

const NOTHING: Result = {
  totals: { delivered: 0, written: 0, filtered: 0, repeated: 0, deadLettered: 0, held: 0 },
  tables: [],
}

/** Writes the batches of one event: one transaction holds their rows and the record of which offsets they came from. */
export class Sink {
  readonly #parts: SinkParts
  #warnedOfDeletes = false

  constructor(parts: SinkParts) {
    this.#parts = parts
  }

  /** @throws EventError, StoreError, ConfigError; RecordError for what the database refused. Then nothing was written. */
  async accept(batches: readonly Batch[], remainingMs: RemainingMs): Promise<Outcome> {
    const lessons: Lessons = {
      cutoffs: new Cutoffs(),
      refreshed: false,
      oneByOne: false,
      unsettled: null,
      retries: 0,
    }
    if (batches.length === 0) return { ...NOTHING, retries: 0, failure: null }
    for (;;) {
      try {
        const result = await this.#attempt(batches, lessons, remainingMs)
        if (result === 'bad-record') continue
        return { ...result, retries: lessons.retries, failure: lessons.cutoffs.failure() }
      } catch (error) {
        await this.#learn(error, lessons, remainingMs)
      }
    }
  }

  /** One try: what is not committed yet, into one transaction. */
  async #attempt(
    batches: readonly Batch[],
    lessons: Lessons,
    remainingMs: RemainingMs,
  ): Promise<Result | 'bad-record'> {
    const { sessions, catalog, ledger, format, tableNames } = this.#parts
    await ledger?.prepare(sessions, remainingMs)
    const remainders = await this.#remainders(batches, remainingMs)
    const work = plan(remainders, lessons.cutoffs, { format, tableNames })
    if (work.spans.length === 0) return lessons.unsettled ?? this.#result(batches, work, 0, 0)

    await catalog.prepare(wantedTables(work), remainingMs)
    const connection = await this.#connectionFor(work, remainingMs)
    const claims = ledger?.plan(work.spans) ?? []
    let written = 0
    const filtered: Filtered = new Map(work.spans.map((span) => [span, tombstones(span)]))
    const planned = lessons.cutoffs.revision
    try {
      await inTransaction(connection, remainingMs, async () => {
        await ledger?.claim(connection, claims, lessons.oneByOne, remainingMs)
        for (const [table, routed] of work.tables) {
          const rows = encodeRows(routed, format, catalog.encoder(table), lessons.cutoffs, filtered)
          written += await this.#load(connection, table, routed, rows, remainingMs)
          if (lessons.cutoffs.revision > planned) throw new BadRecordFound()
        }
        await ledger?.settle(connection, claims, filtered, remainingMs)
      })
    } catch (error) {
      if (error instanceof BadRecordFound) return 'bad-record'
      if (error instanceof UnknownCommitError && ledger !== null) {
        lessons.unsettled = this.#result(batches, work, written, sum(filtered.values()))
      }
      throw error
    }
    ledger?.remember(claims)
    return this.#result(batches, work, written, sum(filtered.values()))
  }

  async #remainders(
    batches: readonly Batch[],
    remainingMs: RemainingMs,
  ): Promise<readonly Remainder[]> {
    const { ledger, sessions } = this.#parts
    if (ledger === null) {
      return batches.map(({ records }) => ({ spans: [spanOf(records)], repeated: 0 }))
    }
    return await ledger.subtract(await sessions.dml(remainingMs), batches, remainingMs)
  }

  /** A transaction that touches a reference table goes to the DDL endpoint as a whole. */
  async #connectionFor(work: Plan, remainingMs: RemainingMs): Promise<Connection> {
    const { sessions, catalog } = this.#parts
    const reference = [...work.schemas.keys()].some((table) => catalog.isReference(table))
    return await (reference ? sessions.ddl(remainingMs) : sessions.dml(remainingMs))
  }

  async #load(
    connection: Connection,
    table: string,
    routed: readonly Routed[],
    rows: Iterable<Row>,
    remainingMs: RemainingMs,
  ): Promise<number> {
    try {
      return await loadRows(connection, table, rows, remainingMs)
    } catch (error) {
      throw refusedLoad(error, table, routed)
    }
  }

  #result(batches: readonly Batch[], work: Plan, written: number, filtered: number): Result {
    const delivered = sum(batches.map(({ records }) => records.length))
    if (filtered > 0 && !this.#warnedOfDeletes) {
      this.#warnedOfDeletes = true
      this.#parts.warn(
        'Deletes (tombstones and null payloads) are not applied: they are counted as filtered and write nothing.',
      )
    }
    return {
      totals: {
        delivered,
        written,
        filtered,
        repeated: work.repeated,
        deadLettered: 0,
        held: delivered - written - filtered - work.repeated,
      },
      tables: [...work.schemas.keys()],
    }
  }

  /** Draws from a failed try what the next one needs, and waits; throws what no other try can mend. */
  async #learn(error: unknown, lessons: Lessons, remainingMs: RemainingMs): Promise<void> {
    const { ledger, catalog, retry, sleep } = this.#parts
    // Whatever failed, memory may be the reason: the next look is at the database.
    ledger?.forget()
    catalog.forget()
    if (mayBeStale(error) && !lessons.refreshed) {
      lessons.refreshed = true
      return
    }
    const pauseMs = backoffMs(error, lessons.retries, remainingMs(), retry)
    if (pauseMs === null) throw error
    if (error instanceof ClaimBlockedError) lessons.oneByOne = true
    lessons.retries += 1
    await sleep(pauseMs)
  }
}

/** Ends a transaction that came upon a bad record; the next try knows where to stop. */
class BadRecordFound extends Error {}

function wantedTables(work: Plan): readonly WantedTable[] {
  return [...work.schemas].flatMap(([name, schemas]) =>
    [...schemas].map((schema) => ({ name, schema })),
  )
}

function tombstones(span: Span): number {
  return span.records.reduce((count, { value }) => count + (value === null ? 1 : 0), 0)
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
