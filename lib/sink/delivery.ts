import type { Batch } from '../kafka/record.ts'
import { spanOf } from '../kafka/span.ts'
import type { Remainder } from '../kafka/subtract.ts'
import type { DeadLetter } from '../singlestore/dead-letter/dead-letter.ts'
import { INSERT, loadRows } from '../singlestore/loader.ts'
import type { Connection, RemainingMs } from '../singlestore/session/connection.ts'
import { consequenceOf } from '../singlestore/session/store-error.ts'
import { inTransaction, UnknownCommitError } from '../singlestore/session/transaction.ts'
import { accountsOf } from './account.ts'
import { BadRecords } from './bad-records.ts'
import { confirmSchemas } from './confirm-schemas.ts'
import { diagnose } from './diagnose.ts'
import { encodeRows } from './encode-rows.ts'
import { Filtered } from './filtered.ts'
import type { Lessons, Result } from './lessons.ts'
import { locateColumn } from './locate-column.ts'
import { type Plan, plan, type Routed } from './plan.ts'
import { RefusedLoadError } from './refused-load.ts'
import type { SinkParts } from './sink-parts.ts'
import { totalsOf } from './totals.ts'

/** Brings some batches into the database, one transaction a try. */
export class Delivery {
  readonly #parts: SinkParts
  readonly #lessons: Lessons
  readonly #remainingMs: RemainingMs

  constructor(parts: SinkParts, lessons: Lessons, remainingMs: RemainingMs) {
    this.#parts = parts
    this.#lessons = lessons
    this.#remainingMs = remainingMs
  }

  /**
   * One try: what is not committed yet, into one transaction.
   * @returns `again` where the try found what the next one has to leave out
   */
  async attempt(batches: readonly Batch[]): Promise<Result | 'again'> {
    const { catalog, format, route, mapping, tolerance } = this.#parts
    const { faults, known, filtered, unsettled } = this.#lessons
    await this.#prepare()
    const remainders = await this.#remainders(batches)
    const pending = remainders.flatMap(({ spans }) => spans.flatMap(({ records }) => records))
    if (pending.length > 0) await format.prepare(pending, this.#remainingMs)
    const bad = new BadRecords(tolerance, faults, batches)
    const work = plan(remainders, { format, route, mapping, faults, bad, known, filtered })
    if (work.spans.length === 0) return unsettled ?? this.#result(batches, work, [], new Filtered())

    try {
      const wanted = confirmSchemas(work, this.#parts, this.#lessons)
      if (wanted === 'again') return 'again'
      await catalog.prepare(wanted, this.#remainingMs)
      return await this.#transaction(batches, work, bad)
    } catch (error) {
      if (error instanceof FaultFound) return 'again'
      if (await diagnose(error, this.#parts, this.#lessons, this.#remainingMs)) return 'again'
      throw locateColumn(error, work, mapping)
    }
  }

  async #prepare(): Promise<void> {
    const { ledger, deadLetters, sessions, tolerance } = this.#parts
    await ledger?.prepare(sessions, this.#remainingMs)
    if (tolerance === 'all') await deadLetters.prepare(sessions, this.#remainingMs)
  }

  async #remainders(batches: readonly Batch[]): Promise<readonly Remainder[]> {
    const { ledger, sessions } = this.#parts
    if (ledger === null) {
      return batches.map(({ records }) => ({ spans: [spanOf(records)], repeated: 0 }))
    }
    const connection = await sessions.dml(this.#remainingMs)
    return await ledger.subtract(
      connection,
      batches,
      (batch, error) => this.#lessons.faults.add(batch, batch.records[0]?.offset ?? 0, error),
      this.#remainingMs,
    )
  }

  async #transaction(batches: readonly Batch[], work: Plan, bad: BadRecords): Promise<Result> {
    const { ledger, deadLetters } = this.#parts
    const { faults, oneByOne } = this.#lessons
    const connection = await this.#connectionFor(work)
    const claims = ledger?.plan(work.spans) ?? []
    const filtered = new Filtered()
    for (const span of work.spans) filtered.addKnown(span, this.#lessons.filtered)
    const planned = faults.revision
    const result = () => this.#result(batches, work, bad.letters, filtered)
    try {
      await inTransaction(connection, this.#remainingMs, async () => {
        await ledger?.claim(connection, claims, oneByOne, this.#remainingMs)
        for (const [table, routed] of work.tables) {
          await this.#load(connection, table, routed, bad, filtered)
          if (faults.revision > planned) throw new FaultFound()
        }
        await deadLetters.bury(connection, bad.letters, claims, this.#remainingMs)
        await ledger?.settle(
          connection,
          claims,
          accountsOf(work.spans, filtered, bad.letters),
          this.#remainingMs,
        )
      })
    } catch (error) {
      if (error instanceof UnknownCommitError && ledger !== null) {
        this.#lessons.unsettled = result()
      }
      throw error
    }
    ledger?.remember(claims)
    return result()
  }

  /** A transaction that touches a reference table goes to the DDL endpoint as a whole. */
  async #connectionFor(work: Plan): Promise<Connection> {
    const { sessions, catalog } = this.#parts
    const reference = [...work.tables.keys()].some((table) => catalog.isReference(table))
    return await (reference ? sessions.ddl(this.#remainingMs) : sessions.dml(this.#remainingMs))
  }

  async #load(
    connection: Connection,
    table: string,
    routed: readonly Routed[],
    bad: BadRecords,
    filtered: Filtered,
  ): Promise<void> {
    const { format, catalog } = this.#parts
    const { faults } = this.#lessons
    const encoder = catalog.encoder(table)
    const rows = encodeRows(routed, { format, encoder, faults, bad, filtered })
    try {
      await loadRows(connection, table, rows, INSERT, this.#remainingMs)
    } catch (error) {
      if (!(error instanceof Error) || consequenceOf(error) !== 'refused') throw error
      throw new RefusedLoadError(table, routed, error)
    }
  }

  #result(
    batches: readonly Batch[],
    work: Plan,
    letters: readonly DeadLetter[],
    filteredBySpan: Filtered,
  ): Result {
    const filtered = filteredBySpan.total
    const accounted = work.spans.reduce((sum, { records }) => sum + records.length, 0)
    for (const reason of filteredBySpan.reasons) this.#parts.onFiltered(reason)
    return {
      totals: totalsOf(batches, {
        filtered,
        deadLettered: letters.length,
        repeated: work.repeated,
        written: accounted - filtered - letters.length,
      }),
      tables: [...work.tables.keys()],
    }
  }
}

/** Ends a transaction that came upon a new fault; the next try leaves out what stands behind it. */
class FaultFound extends Error {}
