import type { Connection } from '../../singlestore/session/connection.ts'
import type { Attempt } from '../attempt.ts'
import { addRows } from './add-rows.ts'
import { changeRows } from './change-rows.ts'
import type { Fates } from './fates.ts'
import type { FilteredWork } from './filtered-work.ts'
import { onlyAdds, writesOf } from './writes.ts'

/**
 * Does what is asked of one table, inside the transaction.
 * @param fates grows by what is left undone
 * @throws RefusedLoadError, StoreError
 */
export async function writeTable(
  connection: Connection,
  work: FilteredWork,
  fates: Fates,
  attempt: Attempt,
): Promise<void> {
  if (onlyAdds(work)) await addRows(connection, work, writesOf(work.operations), fates, attempt)
  else await changeRows(connection, work, fates, attempt)
}
