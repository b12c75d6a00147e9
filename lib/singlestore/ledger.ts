import { StoreError } from '../errors.ts'
import type { CommittedRange } from '../kafka/committed-range.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { Batch, TopicPartition } from '../kafka/record.ts'
import type { Span } from '../kafka/span.ts'
import { type Remainder, subtract } from '../kafka/subtract.ts'
import { type Claim, claimSpans, EMPTY_TAIL, type Tail } from './claim.ts'
import type { Connection, RemainingMs, TextRow } from './connection.ts'
import { insertClaims, selectOverlapping, selectTails, updateClaim } from './dialect/ledger-rows.ts'
import { ensureLedger } from './ledger-table.ts'
import type { Sessions } from './sessions.ts'
import { consequenceOf, errnoOf } from './store-error.ts'

/** How long a tail read or written by this container is trusted, by wall clock. */
const REMEMBERED_MS = 15 * 60_000

const DUPLICATE_KEY = 1062
const LOCK_WAIT_TIMEOUT = 1205

/** Another transaction took the sequence first: what we know of the ledger is old. */
export class ClaimTakenError extends StoreError {}

/** The claim waits for a transaction that does not end. */
export class ClaimBlockedError extends StoreError {}

interface Remembered extends Tail {
  readonly at: number
}

/** The metadata table: which offset ranges one sink has committed. */
export class Ledger {
  readonly #table: string
  readonly #sink: string
  readonly #now: () => number
  readonly #tails = new Map<string, Remembered>()
  #prepared = false

  /** @param now wall clock in milliseconds: a monotonic one stands still in a frozen container */
  constructor(table: string, sink: string, now: () => number) {
    this.#table = table
    this.#sink = sink
    this.#now = now
  }

  /** Creates the table where it is missing; once per container. @throws StoreError `ERR_LEDGER_FOREIGN` */
  async prepare(sessions: Sessions, remainingMs: RemainingMs): Promise<void> {
    if (this.#prepared) return
    const connection = await sessions.ddl(remainingMs)
    await ensureLedger(connection, await sessions.database(), this.#table, remainingMs)
    this.#prepared = true
  }

  /**
   * What of the batches is not committed yet, in their order.
   * Asks the database only where memory cannot tell: a batch above the remembered `highOffset` overlaps nothing.
   * @throws EventError `ERR_TOPIC_RECREATED`, `ERR_RECORDS_UNDELIVERED`; StoreError
   */
  async subtract(
    connection: Connection,
    batches: readonly Batch[],
    remainingMs: RemainingMs,
  ): Promise<readonly Remainder[]> {
    // The tail before the ranges: whoever commits in between takes the sequence that our claim will ask for.
    await this.#readTails(
      connection,
      batches.filter((batch) => this.#known(batch) === undefined),
      remainingMs,
    )
    const overlapping = batches.filter(
      (batch) => firstOffset(batch) <= this.#tail(batch).highOffset,
    )
    const committed = await this.#readRanges(connection, overlapping, remainingMs)
    return batches.map((batch) => subtract(batch, committed.get(formatTopicPartition(batch)) ?? []))
  }

  /** The rows a transaction is to insert for these spans, sorted, so that two claims never wait for each other crosswise. */
  plan(spans: readonly Span[]): readonly Claim[] {
    const byPartition = Map.groupBy(spans, formatTopicPartition)
    return [...byPartition.entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, group]) => {
        const [first] = group
        return first === undefined ? [] : claimSpans(group, this.#tail(first))
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
    const groups = oneByOne ? claims.map((claim) => [claim]) : [claims]
    for (const group of groups) {
      const of = [...new Set(group.map(({ span }) => formatTopicPartition(span)))].join(', ')
      try {
        await connection.execute(
          insertClaims(this.#table, this.#sink, group),
          `claiming ${of}`,
          remainingMs,
        )
      } catch (error) {
        throw claimError(error, of, this.#table)
      }
    }
  }

  /** Corrects claims of which fewer records became rows than was said. */
  async settle(
    connection: Connection,
    claims: readonly Claim[],
    filtered: ReadonlyMap<Span, number>,
    remainingMs: RemainingMs,
  ): Promise<void> {
    for (const claim of claims) {
      const actual = filtered.get(claim.span) ?? claim.filtered
      if (actual === claim.filtered) continue
      await connection.execute(
        updateClaim(this.#table, this.#sink, claim, actual),
        `correcting the claim for ${formatTopicPartition(claim.span)}`,
        remainingMs,
      )
    }
  }

  /** Remembers what was committed; the next batch above it needs no read. */
  remember(claims: readonly Claim[]): void {
    for (const { span, sequence, highOffset } of claims) {
      this.#tails.set(formatTopicPartition(span), { sequence, highOffset, at: this.#now() })
    }
  }

  /** Forgets all tails: another container has moved one, or nobody knows. */
  forget(): void {
    this.#tails.clear()
    this.#prepared = false
  }

  #known(of: TopicPartition): Remembered | undefined {
    const known = this.#tails.get(formatTopicPartition(of))
    return known !== undefined && this.#now() - known.at < REMEMBERED_MS ? known : undefined
  }

  #tail(of: TopicPartition): Tail {
    return this.#tails.get(formatTopicPartition(of)) ?? EMPTY_TAIL
  }

  async #readTails(
    connection: Connection,
    of: readonly TopicPartition[],
    remainingMs: RemainingMs,
  ): Promise<void> {
    if (of.length === 0) return
    const rows = await connection.select(
      selectTails(this.#table, this.#sink, of),
      'reading the end of the ledger',
      remainingMs,
    )
    const at = this.#now()
    for (const topicPartition of of) {
      this.#tails.set(formatTopicPartition(topicPartition), { ...EMPTY_TAIL, at })
    }
    for (const row of rows) {
      this.#tails.set(`${row.topic}-${row.partition}`, {
        sequence: integer(row, 'sequence'),
        highOffset: integer(row, 'highOffset'),
        at,
      })
    }
  }

  async #readRanges(
    connection: Connection,
    batches: readonly Batch[],
    remainingMs: RemainingMs,
  ): Promise<ReadonlyMap<string, readonly CommittedRange[]>> {
    if (batches.length === 0) return new Map()
    const delivered = batches.map((batch) => ({
      topic: batch.topic,
      partition: batch.partition,
      first: firstOffset(batch),
      last: batch.records.at(-1)?.offset ?? -1,
    }))
    const rows = await connection.select(
      selectOverlapping(this.#table, this.#sink, delivered),
      'reading the committed ranges',
      remainingMs,
    )
    return new Map(
      [...Map.groupBy(rows, (row) => `${row.topic}-${row.partition}`)].map(([key, group]) => [
        key,
        group.map(committedRange),
      ]),
    )
  }
}

function firstOffset(batch: Batch): number {
  return batch.records[0]?.offset ?? Number.POSITIVE_INFINITY
}

function committedRange(row: TextRow): CommittedRange {
  return {
    first: integer(row, 'firstOffset'),
    last: integer(row, 'lastOffset'),
    records: integer(row, 'records'),
    firstTimestamp: integer(row, 'firstTimestamp'),
    lastTimestamp: integer(row, 'lastTimestamp'),
    minTimestamp: integer(row, 'minTimestamp'),
    maxTimestamp: integer(row, 'maxTimestamp'),
  }
}

/** Offsets, sequences and timestamps are safe integers: the event parser lets no other in. */
function integer(row: TextRow, column: string): number {
  const value = Number(row[column] ?? Number.NaN)
  if (Number.isSafeInteger(value)) return value
  throw new StoreError(
    'ERR_LEDGER_FOREIGN',
    `The ledger holds a row whose ${column} is no integer that the sink could have written.`,
    { transient: false },
  )
}

function claimError(error: unknown, of: string, table: string): unknown {
  const errno = errnoOf(error)
  if (errno === DUPLICATE_KEY) {
    return new ClaimTakenError(
      'ERR_STORE_TRANSIENT',
      `Another transaction committed records of ${of} since the ledger was read.`,
      { transient: true, errno, cause: error },
    )
  }
  if (
    errno === LOCK_WAIT_TIMEOUT ||
    (error instanceof StoreError && error.code === 'ERR_DEADLINE')
  ) {
    const owner = error instanceof Error ? /owned by connection id (\d+)/.exec(error.message) : null
    return new ClaimBlockedError(
      consequenceOf(error) === 'retry' ? 'ERR_STORE_TRANSIENT' : 'ERR_DEADLINE',
      `The claim for ${of} is blocked by another open transaction${owner === null ? '' : ` of connection ${owner[1]}`} on the table "${table}". ` +
        'It ends when the server notices that its client is gone; to end it at once, KILL that connection.',
      { transient: consequenceOf(error) === 'retry', errno, cause: error },
    )
  }
  return error
}
