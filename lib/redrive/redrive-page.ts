import type { RemainingMs } from '../singlestore/connection.ts'
import type { LetterKey } from '../singlestore/dialect/dead-letter-rows.ts'
import type { StoredLetter } from '../singlestore/stored-letter.ts'
import { UnknownCommitError } from '../singlestore/transaction.ts'
import { findRefused } from '../sink/find-refused.ts'
import { backoffMs } from '../sink/retry.ts'
import type { SinkParts } from '../sink/sink-parts.ts'
import { commitPage, RefusedPageError } from './commit-page.ts'
import { type EncodedPage, encodePage, leaving } from './encode-page.ts'
import { type LetterReport, letterFault } from './letter-report.ts'
import { prepareLetters, type StillBad, wantedBy } from './prepare-letters.ts'

/** What tries of one page have learnt. */
interface Lessons {
  /** Letters that the database refused, by name. */
  readonly refused: Map<string, StillBad>
  /** A page whose COMMIT had no answer. */
  unsettled: EncodedPage | null
}

/**
 * Brings one page of dead letters into their tables, in one transaction; what still fails stays.
 * @throws StoreError, EventError, ConfigError; then the page is as it was
 */
export async function redrivePage(
  keys: readonly LetterKey[],
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<LetterReport> {
  const lessons: Lessons = { refused: new Map(), unsettled: null }
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt(keys, lessons, parts, remainingMs)
    } catch (error) {
      if (error instanceof RefusedPageError) {
        await isolateRefused(error, lessons, parts, remainingMs)
        continue
      }
      parts.catalog.forget()
      const pauseMs = backoffMs(error, retries, remainingMs(), parts.retry)
      if (pauseMs === null) throw error
      await parts.sleep(pauseMs)
    }
  }
}

async function attempt(
  keys: readonly LetterKey[],
  lessons: Lessons,
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<LetterReport> {
  const { sessions, deadLetters, catalog } = parts
  const connection = await sessions.dml(remainingMs)
  const letters = await deadLetters.fetch(connection, keys, remainingMs)
  const { unsettled } = lessons
  if (unsettled !== null && isGone(unsettled, letters)) {
    // The letters of a COMMIT without an answer are gone: it was done.
    return report(keys, letters.length + leaving(unsettled).length, unsettled)
  }
  const { readable, bad } = prepareLetters(
    letters.filter(({ key }) => !lessons.refused.has(nameOf(key))),
    parts,
  )
  await catalog.prepare(wantedBy(readable), remainingMs)
  const encoded = encodePage(readable, catalog)
  const page = { ...encoded, bad: [...bad, ...encoded.bad, ...lessons.refused.values()] }
  try {
    await commitPage(page, parts, remainingMs)
  } catch (error) {
    lessons.unsettled = error instanceof UnknownCommitError ? page : null
    throw error
  }
  return report(keys, letters.length, page)
}

async function isolateRefused(
  { table, rows }: RefusedPageError,
  { refused }: Lessons,
  { sessions, catalog }: SinkParts,
  remainingMs: RemainingMs,
): Promise<void> {
  const connection = await (catalog.isReference(table)
    ? sessions.ddl(remainingMs)
    : sessions.dml(remainingMs))
  const records = new Map([...rows].map(([row, { record }]) => [row, record]))
  const found = await findRefused(connection, table, records, 'all', remainingMs)
  for (const letter of rows.values()) {
    const error = found.get(letter.record)
    if (error !== undefined) refused.set(nameOf(letter.key), { letter, error })
  }
}

function isGone(page: EncodedPage, letters: readonly StoredLetter[]): boolean {
  const there = new Set(letters.map(({ key }) => nameOf(key)))
  return leaving(page).every(({ key }) => !there.has(nameOf(key)))
}

function report(keys: readonly LetterKey[], met: number, page: EncodedPage): LetterReport {
  return {
    dryRun: false,
    found: keys.length,
    filtered: page.deletes.length,
    written: leaving(page).length - page.deletes.length,
    stillBad: page.bad.map(letterFault),
    gone: keys.length - met,
  }
}

function nameOf({ topic, partition, offset, sequence }: LetterKey): string {
  return `${topic}-${partition}-${offset}-${sequence}`
}
