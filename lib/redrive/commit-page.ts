import { StoreError } from '../errors.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { StoredLetter } from '../singlestore/dead-letter/stored-letter.ts'
import { INSERT, loadRows } from '../singlestore/loader.ts'
import type { Row } from '../singlestore/row-encoder.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import { consequenceOf } from '../singlestore/session/store-error.ts'
import { inTransaction } from '../singlestore/session/transaction.ts'
import type { SinkParts } from '../sink/sink-parts.ts'
import { type EncodedPage, leaving } from './encode-page.ts'

/** The database refused rows of one table of the page; everything was rolled back. */
export class RefusedPageError extends Error {
  readonly table: string
  readonly rows: ReadonlyMap<Row, StoredLetter>

  constructor(table: string, rows: ReadonlyMap<Row, StoredLetter>, cause: Error) {
    super(`SingleStore refused dead letters for table "${table}".`, { cause })
    this.table = table
    this.rows = rows
  }
}

/** The ledger accounts for no such letters at their offsets; everything was rolled back. */
export class UnaccountedError extends Error {
  readonly letters: readonly StoredLetter[]

  constructor(letters: readonly StoredLetter[]) {
    super('The ledger does not account for these dead letters.')
    this.letters = letters
  }
}

/**
 * One transaction: the letters are taken out, their rows written, the ledger corrected.
 * @throws RefusedPageError, UnaccountedError, StoreError; UnknownCommitError
 */
export async function commitPage(
  page: EncodedPage,
  { sessions, catalog, deadLetters, ledger }: SinkParts,
  remainingMs: RemainingMs,
): Promise<void> {
  const letters = leaving(page)
  if (letters.length === 0) return
  const reference = [...page.tables.keys()].some((table) => catalog.isReference(table))
  const connection = await (reference ? sessions.ddl(remainingMs) : sessions.dml(remainingMs))
  await inTransaction(connection, remainingMs, async () => {
    const keys = letters.map(({ key }) => key)
    const removed = await deadLetters.remove(connection, keys, remainingMs)
    if (removed !== letters.length) throw takenByAnother(letters.length, removed)
    for (const [table, rows] of page.tables) {
      try {
        await loadRows(connection, table, rows.keys(), INSERT, remainingMs)
      } catch (error) {
        if (!(error instanceof Error) || consequenceOf(error) !== 'refused') throw error
        throw new RefusedPageError(table, rows, error)
      }
    }
    const rowless = new Set(page.filtered)
    for (const group of byLedgerRow(letters)) {
      const [first] = group
      if (first === undefined) continue
      const filtered = group.filter((letter) => rowless.has(letter)).length
      const became = { written: group.length - filtered, filtered }
      const accounted = await ledger?.redriven(connection, first.key, became, remainingMs)
      if (accounted === false) throw new UnaccountedError(group)
    }
  })
}

/** Letters that were buried by one ledger row lie in one range, whatever compaction has made of it. */
function byLedgerRow(letters: readonly StoredLetter[]): Iterable<readonly StoredLetter[]> {
  return Map.groupBy(letters, ({ key }) => `${formatTopicPartition(key)} ${key.sequence}`).values()
}

function takenByAnother(wanted: number, removed: number): StoreError {
  return new StoreError(
    'ERR_STORE_TRANSIENT',
    `Of ${wanted} dead letters ${wanted - removed} were taken by another redrive; this one begins again without them.`,
    { transient: true },
  )
}
