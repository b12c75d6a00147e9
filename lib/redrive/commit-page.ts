import { StoreError } from '../errors.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { StoredLetter } from '../singlestore/dead-letter/stored-letter.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import { inTransaction } from '../singlestore/session/transaction.ts'
import type { SinkParts } from '../sink/sink-parts.ts'
import type { EncodedPage } from './encode-page.ts'
import { writeLetters } from './write-letters.ts'

/** The ledger accounts for no such letters at their offsets; everything was rolled back. */
export class UnaccountedError extends Error {
  readonly letters: readonly StoredLetter[]

  constructor(letters: readonly StoredLetter[]) {
    super('The ledger does not account for these dead letters.')
    this.letters = letters
  }
}

/** Rows stand against what letters ask; everything was rolled back. */
export class KeptLettersError extends Error {
  readonly letters: readonly StoredLetter[]

  constructor(letters: readonly StoredLetter[]) {
    super('Rows stand against what these dead letters ask.')
    this.letters = letters
  }
}

/**
 * One transaction: the letters are taken out, what they ask is done, the ledger corrected.
 * @throws RefusedPageError, KeptLettersError, UnaccountedError, StoreError; UnknownCommitError
 */
export async function commitPage(
  page: EncodedPage,
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<void> {
  const { sessions, catalog, deadLetters, ledger } = parts
  const { leaving, works, fates } = page
  if (leaving.length === 0) return
  const reference = works.some(({ name }) => catalog.isReference(name))
  const connection = await (reference ? sessions.ddl(remainingMs) : sessions.dml(remainingMs))
  await inTransaction(connection, remainingMs, async () => {
    const keys = leaving.map(({ key }) => key)
    const removed = await deadLetters.remove(connection, keys, remainingMs)
    if (removed !== leaving.length) throw takenByAnother(leaving.length, removed)
    for (const work of works) {
      const kept = await writeLetters(connection, work, fates, parts, remainingMs)
      if (kept.length > 0) throw new KeptLettersError(kept)
    }
    const rowless = filteredOf(page)
    for (const group of byLedgerRow(leaving)) {
      const [first] = group
      if (first === undefined) continue
      const filtered = group.filter((letter) => rowless.has(letter)).length
      const became = { written: group.length - filtered, filtered }
      const accounted = await ledger?.redriven(connection, first.key, became, remainingMs)
      if (accounted === false) throw new UnaccountedError(group)
    }
  })
}

/** The leaving letters of which nothing is done. */
export function filteredOf({ leaving, filtered, fates }: EncodedPage): ReadonlySet<StoredLetter> {
  const idle = fates.idle()
  return new Set([...filtered, ...leaving.filter(({ record }) => idle.has(record))])
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
