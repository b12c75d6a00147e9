import { StoreError } from '../../errors.ts'
import { mayEcho } from './server-message.ts'
import { consequenceOf } from './store-error.ts'

/**
 * Runs a statement that carries contents of records, such as keys. What the server says of it may repeat them, quoted or
 * not: where its words are not known to name columns or tables only, its number alone is passed on.
 * @param doing as for the statement itself. @throws StoreError
 */
export async function withoutEcho<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw silenced(error, doing)
  }
}

function silenced(error: unknown, doing: string): unknown {
  if (!(error instanceof StoreError) || error.errno === undefined) return error
  const { code, transient, errno, coordinates } = error
  // A refusal is told in our words.
  if (!mayEcho(errno) || consequenceOf(error) === 'refused') return error
  return new StoreError(
    code,
    `While ${doing}: error ${errno}. Its text is left out, for it may repeat contents of records.`,
    { transient, errno, coordinates },
  )
}
