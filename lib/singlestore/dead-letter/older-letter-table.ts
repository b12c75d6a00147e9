import { StoreError } from '../../errors.ts'
import { addSchemaColumns } from '../dialect/dead-letter-table.ts'
import { errnoOf } from '../session/store-error.ts'

const UNKNOWN_COLUMN = 1054

/** Runs what names all columns of the dead-letter table, and says of an older table how it gets those it lacks. */
export async function withAllColumns<T>(table: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    const errno = errnoOf(error)
    throw errno === UNKNOWN_COLUMN ? olderLetterTable(table, { errno, cause: error }) : error
  }
}

/** @param refusal of the server, where it has been asked */
export function olderLetterTable(
  table: string,
  refusal: { readonly errno?: number; readonly cause?: unknown } = {},
): StoreError {
  return new StoreError(
    'ERR_STORE_PERMANENT',
    `The dead-letter table "${table}" lacks columns: an older version of the sink made it. Run: ${addSchemaColumns(table)}`,
    { transient: false, coordinates: { table }, ...refusal },
  )
}
