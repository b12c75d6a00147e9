import { applyOperations } from '../singlestore/changes/apply-operations.ts'
import type { Write } from '../singlestore/changes/operation.ts'
import type { StoredLetter } from '../singlestore/dead-letter/stored-letter.ts'
import { INSERT, loadRows } from '../singlestore/loader.ts'
import type { Connection, RemainingMs } from '../singlestore/session/connection.ts'
import { findRefused } from '../sink/find-refused.ts'
import { applyRules } from '../sink/gather/change-rows.ts'
import type { TableWork } from '../sink/gather/encode-asked.ts'
import type { Fates } from '../sink/gather/fates.ts'
import { findRefusedOperations } from '../sink/gather/find-refused-operations.ts'
import { onlyAdds, writesOf } from '../sink/gather/writes.ts'
import type { SinkParts } from '../sink/sink-parts.ts'
import type { AskedByLetter } from './prepare-letters.ts'
import { guardPage } from './refused-page.ts'

/**
 * Does what letters ask of one table, inside the transaction. What has no version changes no row that exists: nothing tells
 * whether the row was written since.
 * @param fates grows by what lost to a newer version
 * @returns letters whose deletes or truncations rows stand against. @throws RefusedPageError, StoreError
 */
export async function writeLetters(
  connection: Connection,
  work: TableWork<AskedByLetter>,
  fates: Fates<AskedByLetter>,
  parts: SinkParts,
  remainingMs: RemainingMs,
): Promise<readonly StoredLetter[]> {
  if (onlyAdds(work)) {
    await addLetters(connection, work, parts, remainingMs)
    return []
  }
  const { name, operations } = work
  const table = parts.catalog.table(name)
  const rules = { ...applyRules(work, parts), redriven: true }
  const { stale, kept } = await guardPage(
    work,
    (on) => findRefusedOperations(on, { table, operations, rules }, 'all', remainingMs),
    () => applyOperations(connection, table, operations, rules, remainingMs),
  )
  for (const one of stale) fates.drop(one)
  return kept.map(({ letter }) => letter)
}

/** @throws RefusedPageError, StoreError */
async function addLetters(
  connection: Connection,
  work: TableWork<AskedByLetter>,
  { loading }: SinkParts,
  remainingMs: RemainingMs,
): Promise<void> {
  const { name, operations } = work
  const writes = writesOf(operations)
  const options = { ...INSERT, compression: loading.compression }
  const write = (on: Connection, part: readonly Write<AskedByLetter>[]) => {
    const rows = part.map(({ row }) => row)
    return loadRows(on, name, rows, options, remainingMs)
  }
  const items = new Map(writes.map((one) => [one, one.source.record]))
  await guardPage(
    work,
    (on) => findRefused(on, { table: name, items, write }, 'all', remainingMs),
    () => write(connection, writes),
  )
}
