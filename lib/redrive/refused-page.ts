import type { Write } from '../singlestore/changes/operation.ts'
import { consequenceOf } from '../singlestore/session/store-error.ts'
import type { Suspects } from '../sink/find-refused.ts'
import type { TableWork } from '../sink/gather/encode-asked.ts'
import type { AskedByLetter } from './prepare-letters.ts'

/** The database refused rows of one table of the page; everything was rolled back. */
export class RefusedPageError extends Error {
  readonly work: TableWork<AskedByLetter>
  readonly suspects: () => Suspects<Write<AskedByLetter>>

  constructor(
    work: TableWork<AskedByLetter>,
    suspects: () => Suspects<Write<AskedByLetter>>,
    cause: Error,
  ) {
    super(`SingleStore refused dead letters for table "${work.name}".`, { cause })
    this.work = work
    this.suspects = suspects
  }
}

/** Runs a load of a page's rows. @throws RefusedPageError; whatever else `load` throws */
export async function guardPage<T>(
  work: TableWork<AskedByLetter>,
  suspects: () => Suspects<Write<AskedByLetter>>,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof Error) || consequenceOf(error) !== 'refused') throw error
    throw new RefusedPageError(work, suspects, error)
  }
}
