import { RecordError, StoreError } from '../errors.ts'
import type { StoredLetter } from '../singlestore/dead-letter/stored-letter.ts'
import type { LetterKey } from '../singlestore/dialect/dead-letter-rows.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import { UnknownCommitError } from '../singlestore/session/transaction.ts'
import { backoffMs } from '../sink/retry.ts'
import type { SinkParts } from '../sink/sink-parts.ts'
import { commitPage, filteredOf, KeptLettersError, UnaccountedError } from './commit-page.ts'
import { type EncodedPage, encodePage } from './encode-page.ts'
import { type LetterReport, letterFault } from './letter-report.ts'
import { prepareLetters, type StillBad } from './prepare-letters.ts'
import { RefusedPageError } from './refused-page.ts'

/** What tries of one page have learnt. */
interface Lessons {
  /** Letters that the database refused, by name. */
  readonly refused: Map<string, StillBad>
  /** Letters that the ledger did not account for, by name. */
  readonly doubted: Set<string>
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
  const lessons: Lessons = { refused: new Map(), doubted: new Set(), unsettled: null }
  let failure: RefusedPageError | null = null
  let retries = 0
  for (;;) {
    try {
      if (failure !== null) await isolateRefused(failure, lessons, parts, remainingMs)
      failure = null
      return await attempt(keys, lessons, parts, remainingMs)
    } catch (error) {
      if (error instanceof RefusedPageError) failure = error
      else if (error instanceof KeptLettersError) keep(error, lessons)
      else if (error instanceof UnaccountedError) doubt(error, lessons)
      else {
        await pause(error, retries, parts, remainingMs)
        retries += 1
      }
    }
  }
}

/** @throws what no other try can mend */
async function pause(
  error: unknown,
  retries: number,
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<void> {
  parts.catalog.forget()
  const pauseMs = backoffMs(error, retries, remainingMs(), parts.retry)
  if (pauseMs === null) throw error
  await parts.sleep(pauseMs)
}

/** Once, compaction may have moved the account meanwhile; twice, there is none. */
function doubt({ letters }: UnaccountedError, { refused, doubted }: Lessons): void {
  for (const letter of letters) {
    const name = nameOf(letter.key)
    if (doubted.has(name)) refused.set(name, { letter, error: unaccounted() })
    doubted.add(name)
  }
}

function unaccounted(): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    'The ledger accounts for no dead letter at this offset: its range was forgotten and delivered again since. Compare it with the table, then delete the letter.',
  )
}

async function attempt(
  keys: readonly LetterKey[],
  lessons: Lessons,
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<LetterReport> {
  const { sessions, deadLetters } = parts
  const connection = await sessions.dml(remainingMs)
  const letters = await deadLetters.fetch(connection, keys, remainingMs)
  const { unsettled } = lessons
  if (unsettled !== null && isGone(unsettled, letters)) {
    // The letters of a COMMIT without an answer are gone: it was done.
    return report(keys, letters.length + unsettled.leaving.length, unsettled)
  }
  const prepared = await prepareLetters(
    letters.filter(({ key }) => !lessons.refused.has(nameOf(key))),
    parts,
    remainingMs,
  )
  const encoded = await encodePage(prepared, parts, remainingMs)
  const page = { ...encoded, bad: [...encoded.bad, ...lessons.refused.values()] }
  try {
    await commitPage(page, parts, remainingMs)
  } catch (error) {
    lessons.unsettled = error instanceof UnknownCommitError ? page : null
    throw error
  }
  return report(keys, letters.length, page)
}

async function isolateRefused(
  { work, find }: RefusedPageError,
  { refused }: Lessons,
  { sessions, catalog }: SinkParts,
  remainingMs: RemainingMs,
): Promise<void> {
  const { name, operations } = work
  const connection = await (catalog.isReference(name)
    ? sessions.ddl(remainingMs)
    : sessions.dml(remainingMs))
  const found = await find(connection)
  for (const { source } of operations) {
    const error = found.get(source.record)
    if (error === undefined) continue
    refused.set(nameOf(source.letter.key), { letter: source.letter, error })
  }
  if (found.size > 0) return
  throw new StoreError(
    'ERR_STORE_TRANSIENT',
    `SingleStore refused dead letters for table "${name}", but none of them in a trial.`,
    { transient: true, coordinates: { table: name } },
  )
}

/** What the rows of the table stand against stays. */
function keep({ letters }: KeptLettersError, { refused }: Lessons): void {
  for (const letter of letters) {
    refused.set(nameOf(letter.key), {
      letter,
      error: new RecordError(
        'ERR_RECORD_REFUSED',
        'The row that it would delete, or rows of the table that it would empty, exist, and nothing tells whether they were written since: a redrive changes no such row. Delete what is to go by hand, then the letter; with SINK_VERSION_COLUMN versions tell.',
      ),
    })
  }
}

function isGone(page: EncodedPage, letters: readonly StoredLetter[]): boolean {
  const there = new Set(letters.map(({ key }) => nameOf(key)))
  return page.leaving.every(({ key }) => !there.has(nameOf(key)))
}

function report(keys: readonly LetterKey[], met: number, page: EncodedPage): LetterReport {
  const filtered = filteredOf(page).size
  return {
    dryRun: false,
    found: keys.length,
    filtered,
    written: page.leaving.length - filtered,
    stillBad: page.bad.map(letterFault),
    gone: keys.length - met,
  }
}

function nameOf({ topic, partition, offset, sequence }: LetterKey): string {
  return `${topic}-${partition}-${offset}-${sequence}`
}
