import type { Connection } from '../../singlestore/session/connection.ts'
import type { Attempt } from '../attempt.ts'
import type { Filtered } from '../filtered.ts'
import { addRows } from './add-rows.ts'
import { changeRows } from './change-rows.ts'
import type { Fates } from './fates.ts'
import type { FilteredWork } from './filtered-work.ts'
import type { Landing } from './landing.ts'
import { onlyAdds, writesOf } from './writes.ts'

/** What is left undone: told thing by thing, or as a number of records. Both grow. */
interface Undone {
  readonly fates: Fates<Landing>
  readonly filtered: Filtered
}

/**
 * Does what is asked of one table, inside the transaction.
 * @throws RefusedLoadError, StoreError
 */
export async function writeTable(
  connection: Connection,
  work: FilteredWork,
  { fates, filtered }: Undone,
  attempt: Attempt,
): Promise<void> {
  if (onlyAdds(work)) await addRows(connection, work, writesOf(work.operations), filtered, attempt)
  else await changeRows(connection, work, fates, attempt)
}
