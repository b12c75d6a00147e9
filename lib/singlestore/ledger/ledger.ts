import { EventError } from '../../errors.ts'
import { formatTopicPartition } from '../../kafka/offset-range.ts'
import type { Batch } from '../../kafka/record.ts'
import type { Span } from '../../kafka/span.ts'
import { type Remainder, subtract } from '../../kafka/subtract.ts'
import { type LetterKey, updateRedriven } from '../dialect/dead-letter-rows.ts'
import { insertClaims, updateClaim } from '../dialect/ledger-rows.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import type { Sessions } from '../session/sessions.ts'
import { type Account, type Claim, claimSpans, EMPTY_TAIL } from './claim.ts'
import { claimError } from './claim-error.ts'
import { type LedgerName, readRanges, readTails } from './ledger-read.ts'
import { ensureLedger } from './ledger-table.ts'
import { Tails } from './tails.ts'

/** A little longer than the lock wait that sessions ask for. */
const LONGEST_CLAIM_MS = 12_000

/** The metadata table: which offset ranges one sink has committed. */
export class Ledger {
  readonly #name: LedgerName
  readonly #tails: Tails
  #prepared = false

  /** @param now wall clock in milliseconds */
  constructor(table: string, sink: string, now: () => number) {
    this.#name = { table, sink }
    this.#tails = new Tails(now)
  }

  get sink(): string {
    return this.#name.sink
  }

  /** Creates the table where it is missing; once per container. @throws StoreError `ERR_LEDGER_FOREIGN` */
  async prepare(sessions: Sessions, remainingMs: RemainingMs): Promise<void> {
    if (this.#prepared) return
    const connection = await sessions.ddl(remainingMs)
    await ensureLedger(connection, await sessions.database(), this.#name.table, remainingMs)
    this.#prepared = true
  }

  /**
   * What of the batches is not committed yet, in their order.
   * Asks the database only where memory cannot tell: a batch above the remembered `highOffset` overlaps nothing.
   * @param refuse told of a batch that may not be taken for a repetition (`ERR_TOPIC_RECREATED`, `ERR_RECORDS_UNDELIVERED`);
   * nothing remains of it
   * @throws StoreError
   */
  async subtract(
    connection: Connection,
    batches: readonly Batch[],
    refuse: (batch: Batch, error: EventError) => void,
    remainingMs: RemainingMs,
  ): Promise<readonly Remainder[]> {
    // The tail before the ranges: whoever commits in between takes the sequence that our claim will ask for.
    const unknown = batches.filter((batch) => !this.#tails.knows(batch))
    const tails = await readTails(connection, this.#name, unknown, remainingMs)
    for (const batch of unknown) this.#tails.set(batch, EMPTY_TAIL)
    for (const tail of tails) this.#tails.set(tail, tail)
    const overlapping = batches
      .map(extent)
      .filter(({ first, ...of }) => first <= this.#tails.get(of).highOffset)
    const committed = await readRanges(connection, this.#name, overlapping, remainingMs)
    return batches.map((batch) => {
      try {
        return subtract(batch, committed.get(formatTopicPartition(batch)) ?? [])
      } catch (error) {
        if (!(error instanceof EventError)) throw error
        refuse(batch, error)
        return { spans: [], repeated: 0 }
      }
    })
  }

  /** Whether later offsets of a span's topic-partition are committed, as far as `subtract` has seen. */
  isBehind(span: Span): boolean {
    return span.first <= this.#tails.get(span).highOffset
  }

  /**
   * The rows a transaction is to insert for these spans, sorted, so that two claims never wait for each other crosswise.
   * @param filteredOf how many records of a span are known to write no row: what proves right needs no correction
   */
  plan(spans: readonly Span[], filteredOf: (span: Span) => number): readonly Claim[] {
    return [...Map.groupBy(spans, formatTopicPartition).entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, group]) => {
        const [first] = group
        return first === undefined ? [] : claimSpans(group, this.#tails.get(first), filteredOf)
      })
  }

  /**
   * Inserts the claims, as the transaction's first statement.
   * @param oneByOne after a lock wait timeout: in sorted order, each for itself
   * @throws ClaimTakenError, ClaimBlockedError, StoreError
   */
  async claim(
    connection: Connection,
    claims: readonly Claim[],
    oneByOne: boolean,
    remainingMs: RemainingMs,
  ): Promise<void> {
    const { table, sink } = this.#name
    // The server's own lock wait may be longer than the invocation, or not be heeded: the others are not to wait with it.
    const claimMs = () => Math.min(LONGEST_CLAIM_MS, remainingMs() / 3)
    const groups = oneByOne ? claims.map((claim) => [claim]) : [claims]
    for (const group of groups) {
      const of = group.map(({ span }) => span)
      const named = [...new Set(of.map(formatTopicPartition))].join(', ')
      try {
        await connection.execute(insertClaims(table, sink, group), `claiming ${named}`, claimMs)
      } catch (error) {
        throw claimError(error, of, table, remainingMs() > 0)
      }
    }
  }

  /** Corrects claims of which fewer records became rows than was said. */
  async settle(
    connection: Connection,
    claims: readonly Claim[],
    accounts: ReadonlyMap<Span, Account>,
    remainingMs: RemainingMs,
  ): Promise<void> {
    const { table, sink } = this.#name
    for (const claim of claims) {
      const account = accounts.get(claim.span)
      if (account === undefined) continue
      if (account.filtered === claim.filtered && account.deadLettered === 0) continue
      await connection.execute(
        updateClaim(table, sink, claim, account),
        `correcting the claim for ${formatTopicPartition(claim.span)}`,
        remainingMs,
      )
    }
  }

  /**
   * Says that dead letters became rows, or deletes, after all, in the transaction that is open.
   * @returns false where no range accounts for such a letter: compaction may have moved the account while this waited for
   * it, or the range was forgotten. @throws StoreError
   */
  async redriven(
    connection: Connection,
    letter: LetterKey,
    became: { readonly written: number; readonly filtered: number },
    remainingMs: RemainingMs,
  ): Promise<boolean> {
    const { table, sink } = this.#name
    // A letter of a time without a ledger has no row to correct.
    if (letter.sequence === 0) return true
    const doing = `correcting the ledger for ${formatTopicPartition(letter)}`
    const sql = updateRedriven(table, sink, letter, became)
    return (await connection.execute(sql, doing, remainingMs)) > 0
  }

  /** Remembers what was committed; the next batch above it needs no read. */
  remember(claims: readonly Claim[]): void {
    this.#tails.remember(claims)
  }

  /** Forgets all tails: another container has moved one, or nobody knows. */
  forget(): void {
    this.#tails.clear()
    this.#prepared = false
  }
}

function extent({ topic, partition, records }: Batch) {
  return { topic, partition, first: records[0]?.offset ?? 0, last: records.at(-1)?.offset ?? -1 }
}
