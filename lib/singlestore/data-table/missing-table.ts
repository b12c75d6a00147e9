import { StoreError } from '../../errors.ts'

/** @param why with the mend, to stand between a colon and a full stop */
export function missingTable(name: string, why: string): StoreError {
  return new StoreError('ERR_TABLE_MISSING', `Table "${name}" does not exist: ${why}.`, {
    transient: false,
    coordinates: { table: name },
  })
}
