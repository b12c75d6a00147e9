import { StoreError } from '../../errors.ts'
import { readDefinition } from '../data-table/read-tables.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import { type TableDefinition, uniqueKeysOf } from '../table-definition.ts'

/** Two claims of one sequence collide by these columns, and by nothing else. */
const CLAIM_KEY = ['partition', 'sequence', 'sink', 'topic']

/** What to do about a ledger that is no longer as the sink makes it. */
export const REBUILD_LEDGER =
  'Stop the sink, make a second ledger (npm run plan prints the statement), copy the rows into it with INSERT … SELECT and rename both (docs/exactly-once.md has the statements).'

/** Texts that must be told apart by every letter. */
const EXACT = new Set(['sink', 'topic'])

/**
 * Refuses a ledger in which two containers could claim the same records: one without its key, as CREATE TABLE … AS SELECT
 * copies it, or with names in a collation that takes `Orders` for `orders`. What the server does not tell is let pass.
 * @returns whether the keys could be seen. @throws StoreError `ERR_LEDGER_FOREIGN`
 */
export async function guardClaimKey(
  connection: Connection,
  table: string,
  remainingMs: RemainingMs,
): Promise<boolean> {
  const definition = await definitionOf(connection, table, remainingMs)
  const fault = definition === null ? null : claimKeyFault(definition)
  if (fault === null) return definition !== null
  throw new StoreError(
    'ERR_LEDGER_FOREIGN',
    `Ledger "${table}": ${fault}. Two containers could write the same records, so nothing is written. ${REBUILD_LEDGER}`,
    { transient: false, coordinates: { table } },
  )
}

/** What is wrong with the keys of a ledger, or null. */
function claimKeyFault(definition: TableDefinition): string | null {
  const keys = uniqueKeysOf(definition).map((key) => key.map((name) => name.toLowerCase()))
  if (!keys.some((key) => key.toSorted().join() === CLAIM_KEY.join())) {
    return 'it has no primary or unique key on sink, topic, partition, sequence, so claims cannot collide'
  }
  const folded = definition.columns.find(
    ({ name, collation }) =>
      EXACT.has(name.toLowerCase()) && collation !== null && !collation.endsWith('_bin'),
  )
  return folded === undefined
    ? null
    : `its column ${folded.name} has the collation ${folded.collation}, which takes names for each other`
}

/** Null where the user may not see it, too. */
async function definitionOf(
  connection: Connection,
  table: string,
  remainingMs: RemainingMs,
): Promise<TableDefinition | null> {
  try {
    return await readDefinition(connection, table, remainingMs)
  } catch (error) {
    if (error instanceof StoreError && error.code === 'ERR_ACCESS_DENIED') return null
    throw error
  }
}
