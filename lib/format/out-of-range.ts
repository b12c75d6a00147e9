import { RecordError } from '../errors.ts'

/** The fault of a number that the type its schema names cannot hold. */
export function outOfRange(path: string, type: string, range: string): RecordError {
  return new RecordError('ERR_RECORD_OUT_OF_RANGE', `${path}: number outside ${type} (${range})`)
}
