import type { Connection } from '../singlestore/session/connection.ts'
import { consequenceOf } from '../singlestore/session/store-error.ts'
import type { Refused } from '../sink/find-refused.ts'
import type { TableWork } from '../sink/gather/encode-asked.ts'
import type { AskedByLetter } from './prepare-letters.ts'

/** Looks for the letters that are refused, of all tolerance. @throws StoreError */
export type FindLetters = (connection: Connection) => Promise<Refused>

/** The database refused rows of one table of the page; everything was rolled back. */
export class RefusedPageError extends Error {
  readonly work: TableWork<AskedByLetter>
  readonly find: FindLetters

  constructor(work: TableWork<AskedByLetter>, find: FindLetters, cause: Error) {
    super(`SingleStore refused dead letters for table "${work.name}".`, { cause })
    this.work = work
    this.find = find
  }
}

/** Runs a load of a page's rows. @throws RefusedPageError; whatever else `load` throws */
export async function guardPage<T>(
  work: TableWork<AskedByLetter>,
  find: FindLetters,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof Error) || consequenceOf(error) !== 'refused') throw error
    throw new RefusedPageError(work, find, error)
  }
}
