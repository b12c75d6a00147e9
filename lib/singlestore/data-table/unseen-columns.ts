import { StoreError } from '../../errors.ts'

/** The server knows a column and does not show it yet: another container is adding it. */
export function unseenColumns(table: string): StoreError {
  return new StoreError(
    'ERR_STORE_TRANSIENT',
    `Columns are being added to table "${table}" by another container, and are not to be seen yet.`,
    { transient: true, coordinates: { table } },
  )
}
