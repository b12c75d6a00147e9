import { SinkError } from '../errors.ts'
import { givenRecord } from './given-record.ts'
import { returnedReadings } from './returned-readings.ts'
import type { Transform } from './transform-record.ts'
import type { Transformer } from './transformer.ts'
import { userError } from './user-error.ts'

/** @param transform the user's own */
export function createTransformer(transform: Transform<never, never>): Transformer {
  return (record, reading) => {
    const given = givenRecord(record, reading)
    try {
      return returnedReadings(transform(given as never), reading)
    } catch (error) {
      // What the user's objects throw when they are looked at is theirs, too.
      throw error instanceof SinkError ? error : userError(error)
    }
  }
}
