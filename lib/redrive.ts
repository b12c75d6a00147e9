import { addReports, type LetterReport, letterFault } from './redrive/letter-report.ts'
import type { LetterRequest } from './redrive/letter-selection.ts'
import { pages } from './redrive/page.ts'
import { prepareLetters } from './redrive/prepare-letters.ts'
import { redrivePage } from './redrive/redrive-page.ts'
import type { FoundLetter } from './singlestore/dead-letter/dead-letters.ts'
import type { RemainingMs } from './singlestore/session/connection.ts'
import type { SinkParts } from './sink/sink-parts.ts'

/**
 * Brings dead letters back through format, mapping and load. Their offsets are committed, so the ledger is not asked;
 * a letter is deleted in the transaction that writes its row, and that is what makes it exactly once.
 * @throws StoreError, EventError, ConfigError; pages before the fault are committed
 */
export async function redriveLetters(
  { selection, dryRun }: LetterRequest,
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<LetterReport> {
  const { sessions, deadLetters } = parts
  await deadLetters.prepare(sessions, remainingMs)
  const found = await deadLetters.find(await sessions.dml(remainingMs), selection, remainingMs)
  let report: LetterReport = { dryRun, found: 0, written: 0, filtered: 0, stillBad: [], gone: 0 }
  for (const page of pages(found)) {
    const next = dryRun
      ? await tryPage(page, parts, remainingMs)
      : await redrivePage(page, parts, remainingMs)
    report = addReports(report, next)
  }
  return report
}

/** Reads and maps only: neither a table nor a row is touched, so the server's own checks are left open. */
async function tryPage(
  keys: readonly FoundLetter[],
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<LetterReport> {
  const connection = await parts.sessions.dml(remainingMs)
  const letters = await parts.deadLetters.fetch(connection, keys, remainingMs)
  const { readable, filtered, bad } = await prepareLetters(letters, parts, remainingMs)
  return {
    dryRun: true,
    found: keys.length,
    written: readable.length,
    filtered: filtered.length,
    stillBad: bad.map(letterFault),
    gone: keys.length - letters.length,
  }
}
