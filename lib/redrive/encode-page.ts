import type { StoredLetter } from '../singlestore/dead-letter/stored-letter.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import { findRefused } from '../sink/find-refused.ts'
import { encodeAsked, type TableWork } from '../sink/gather/encode-asked.ts'
import { Fates } from '../sink/gather/fates.ts'
import { stagingOf } from '../sink/gather/staging-of.ts'
import type { SinkParts } from '../sink/sink-parts.ts'
import { letterFaultOf } from './letter-fault.ts'
import type { AskedByLetter, PreparedLetters, StillBad } from './prepare-letters.ts'
import { prepareTables } from './prepare-tables.ts'
import { guardPage } from './refused-page.ts'

/** A page ready for its transaction. */
export interface EncodedPage {
  readonly works: readonly TableWork<AskedByLetter>[]
  /** Letters that leave the dead-letter table. */
  readonly leaving: readonly StoredLetter[]
  /** Letters that ask nothing. */
  readonly filtered: readonly StoredLetter[]
  /** What is left undone of that which the others ask; grows in the transaction. */
  readonly fates: Fates<AskedByLetter>
  readonly bad: readonly StillBad[]
}

/**
 * Prepares the tables that letters ask for, and turns the letters into operations on them.
 * @throws RefusedPageError, StoreError, ConfigError
 */
export async function encodePage(
  { readable, asked, filtered, bad }: PreparedLetters,
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<EncodedPage> {
  const { catalog } = parts
  const tables = await prepareTables(asked, catalog, remainingMs)
  const faults = new Map(tables.bad.map((still) => [still.letter, still]))
  const fates = new Fates(asked)
  const present: AskedByLetter[] = []
  for (const one of asked) {
    if (tables.missing.has(one.table)) fates.drop(one)
    else if (!faults.has(one.letter)) present.push(one)
  }
  const encoded = encodeAsked(present, parts, (error, { letter }) => {
    const fault = letterFaultOf(error)
    if (fault === null) throw error
    faults.set(letter, { letter, error: fault })
  })
  const good = encoded.map((work) => ({
    ...work,
    operations: work.operations.filter(({ source }) => !faults.has(source.letter)),
  }))
  return {
    works: await filterWorks(good, fates, parts, remainingMs),
    leaving: [...filtered, ...readable.filter((letter) => !faults.has(letter))],
    filtered,
    fates,
    bad: [...bad, ...faults.values()],
  }
}

async function filterWorks(
  works: readonly TableWork<AskedByLetter>[],
  fates: Fates<AskedByLetter>,
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<readonly TableWork<AskedByLetter>[]> {
  const { filter } = parts.loading
  if (filter === null) return works
  const passed: TableWork<AskedByLetter>[] = []
  for (const work of works) {
    const staging = stagingOf(work, filter, parts, remainingMs)
    const dropped = await guardPage(
      work,
      (on) => findRefused(on, staging.suspects, 'all', remainingMs),
      staging.findDropped,
    )
    for (const { source } of dropped) fates.drop(source)
    const operations = work.operations.filter((operation) => !dropped.has(operation))
    passed.push({ ...work, operations })
  }
  return passed
}
