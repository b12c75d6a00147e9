import type { Batch } from '../kafka/record.ts'
import { spanOf } from '../kafka/span.ts'
import type { Remainder } from '../kafka/subtract.ts'
import type { DeadLetter } from '../singlestore/dead-letter/dead-letter.ts'
import type { Connection, RemainingMs } from '../singlestore/session/connection.ts'
import { inTransaction, UnknownCommitError } from '../singlestore/session/transaction.ts'
import { accountsOf } from './account.ts'
import { FaultFound, type Work } from './attempt.ts'
import { BadRecords } from './bad-records.ts'
import { diagnose } from './diagnose.ts'
import { gather } from './gather/gather.ts'
import { gathers } from './gather/gathers.ts'
import type { Lessons, Result } from './lessons.ts'
import type { SinkParts } from './sink-parts.ts'
import { stream } from './stream.ts'
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
    const parts = this.#parts
    const lessons = this.#lessons
    const remainingMs = this.#remainingMs
    await this.#prepare()
    const remainders = await this.#remainders(batches)
    lessons.remainders ??= remainders
    await this.#prepareFormats(remainders)
    const bad = new BadRecords(parts.tolerance, lessons.faults, batches)
    const attempt = { parts, lessons, bad, remainingMs }
    try {
      const work = gathers(parts)
        ? await gather(remainders, attempt)
        : await stream(remainders, attempt)
      if (work === 'again') return 'again'
      if (work.spans.length === 0) return lessons.unsettled ?? this.#result(batches, work, [])
      return await this.#transaction(batches, work, bad)
    } catch (error) {
      if (error instanceof FaultFound) return 'again'
      if (await diagnose(error, parts, lessons, remainingMs)) return 'again'
      throw error
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

  async #prepareFormats(remainders: readonly Remainder[]): Promise<void> {
    const pending = remainders.flatMap(({ spans }) => spans.flatMap(({ records }) => records))
    if (pending.length === 0) return
    await this.#parts.format.prepare(pending, this.#remainingMs)
    await this.#parts.keyFormat?.prepare(pending, this.#remainingMs)
  }

  async #transaction(batches: readonly Batch[], work: Work, bad: BadRecords): Promise<Result> {
    const { ledger, deadLetters } = this.#parts
    const { spans, filtered } = work
    const connection = await this.#connectionFor(work)
    const claims = ledger?.plan(spans, (span) => filtered.of(span)) ?? []
    const result = () => this.#result(batches, work, bad.letters)
    try {
      await inTransaction(connection, this.#remainingMs, async () => {
        await ledger?.claim(connection, claims, this.#lessons.oneByOne, this.#remainingMs)
        await work.write(connection)
        await deadLetters.bury(connection, bad.letters, claims, this.#remainingMs)
        const accounts = accountsOf(spans, filtered, bad.letters)
        await ledger?.settle(connection, claims, accounts, this.#remainingMs)
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
  async #connectionFor({ tables }: Work): Promise<Connection> {
    const { sessions, catalog } = this.#parts
    const reference = tables.some((table) => catalog.isReference(table))
    return await (reference ? sessions.ddl(this.#remainingMs) : sessions.dml(this.#remainingMs))
  }

  #result(
    batches: readonly Batch[],
    { spans, tables, repeated, filtered }: Work,
    letters: readonly DeadLetter[],
  ): Result {
    const accounted = spans.reduce((sum, { records }) => sum + records.length, 0)
    for (const reason of filtered.reasons) this.#parts.onFiltered(reason)
    return {
      totals: totalsOf(batches, {
        filtered: filtered.total,
        deadLettered: letters.length,
        repeated,
        written: accounted - filtered.total - letters.length,
      }),
      tables,
    }
  }
}
