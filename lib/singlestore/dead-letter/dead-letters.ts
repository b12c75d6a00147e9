import {
  deleteLetters,
  fetchLetters,
  type LetterCriteria,
  type LetterKey,
  selectLetters,
} from '../dialect/dead-letter-rows.ts'
import { createDeadLetterTable } from '../dialect/dead-letter-table.ts'
import type { Claim } from '../ledger/claim.ts'
import { INSERT, loadRows, REPLACE } from '../loader.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import type { Sessions } from '../session/sessions.ts'
import { type DeadLetter, deadLetterRow } from './dead-letter.ts'
import { withAllColumns } from './older-letter-table.ts'
import { letterKey, type StoredLetter, storedLetter } from './stored-letter.ts'

/** A letter by name and the size of its value. */
export interface FoundLetter extends LetterKey {
  readonly bytes: number
}

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
    const options = claims.length === 0 ? REPLACE : INSERT
    await withAllColumns(this.#table, () =>
      loadRows(connection, this.#table, rows, options, remainingMs),
    )
  }

  /** The letters that meet the criteria, in offset order. @throws StoreError */
  async find(
    connection: Connection,
    criteria: LetterCriteria,
    remainingMs: RemainingMs,
  ): Promise<readonly FoundLetter[]> {
    const rows = await connection.select(
      selectLetters(this.#table, this.#sink, criteria),
      `selecting dead letters from "${this.#table}"`,
      remainingMs,
    )
    return rows.map((row) => ({ ...letterKey(row), bytes: Number(row.bytes ?? 0) }))
  }

  /** The letters as the records they were; one that is gone is left out. @throws StoreError */
  async fetch(
    connection: Connection,
    keys: readonly LetterKey[],
    remainingMs: RemainingMs,
  ): Promise<readonly StoredLetter[]> {
    if (keys.length === 0) return []
    const rows = await withAllColumns(this.#table, () =>
      connection.select(
        fetchLetters(this.#table, this.#sink, keys),
        `reading dead letters from "${this.#table}"`,
        remainingMs,
      ),
    )
    return rows.map(storedLetter)
  }

  /** Deletes letters in the transaction that is open. @returns how many there were. @throws StoreError */
  async remove(
    connection: Connection,
    keys: readonly LetterKey[],
    remainingMs: RemainingMs,
  ): Promise<number> {
    return await connection.execute(
      deleteLetters(this.#table, this.#sink, keys),
      `taking dead letters out of "${this.#table}"`,
      remainingMs,
    )
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
