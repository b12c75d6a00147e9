import type { Claim } from './claim.ts'
import type { Connection, RemainingMs } from './connection.ts'
import { type DeadLetter, deadLetterRow } from './dead-letter.ts'
import { createDeadLetterTable } from './dialect/dead-letter-table.ts'
import { loadRows } from './loader.ts'
import type { Sessions } from './sessions.ts'

/** The table that keeps the records which cannot become rows. */
export class DeadLetters {
  readonly #table: string
  readonly #sink: string
  #prepared = false

  /** @param sink empty where the ledger is off */
  constructor(table: string, sink: string) {
    this.#table = table
    this.#sink = sink
  }

  /** Creates the table where it is missing, before a transaction begins; once per container. @throws StoreError */
  async prepare(sessions: Sessions, remainingMs: RemainingMs): Promise<void> {
    if (this.#prepared) return
    const connection = await sessions.ddl(remainingMs)
    await connection.execute(
      createDeadLetterTable(this.#table),
      `creating the dead-letter table "${this.#table}"`,
      remainingMs,
    )
    this.#prepared = true
  }

  /**
   * Buries letters in the transaction that is open.
   * @param claims of the same transaction; none where the ledger is off, and a letter that comes again is then written over
   * @throws StoreError
   */
  async bury(
    connection: Connection,
    letters: readonly DeadLetter[],
    claims: readonly Claim[],
    remainingMs: RemainingMs,
  ): Promise<void> {
    const rows = letters.map((letter) =>
      deadLetterRow(letter, this.#sink, sequenceOf(letter, claims)),
    )
    const onDuplicate = claims.length === 0 ? 'replace' : 'refuse'
    await loadRows(connection, this.#table, rows, remainingMs, onDuplicate)
  }

  /** The table may have been dropped under a warm container. */
  forget(): void {
    this.#prepared = false
  }
}

function sequenceOf({ record }: DeadLetter, claims: readonly Claim[]): number {
  const claim = claims.find(
    ({ span }) =>
      span.topic === record.topic &&
      span.partition === record.partition &&
      span.first <= record.offset &&
      record.offset <= span.last,
  )
  return claim?.sequence ?? 0
}
