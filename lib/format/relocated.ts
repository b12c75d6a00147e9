import { RecordError } from '../errors.ts'
import type { Value } from '../schema.ts'

/** Beyond this a message would tell of little but recursion. */
const LONGEST_MESSAGE = 500

/** The same reader at another place, which its messages then name. */
export function relocated<Json>(
  read: (json: Json) => Value,
  from: string,
  to: string,
): (json: Json) => Value {
  if (from === to) return read
  return (json) => {
    try {
      return read(json)
    } catch (error) {
      if (!(error instanceof RecordError) || !error.message.startsWith(from)) throw error
      const message = to + error.message.slice(from.length)
      throw message.length > LONGEST_MESSAGE ? error : new RecordError(error.code, message)
    }
  }
}
