import { RecordError } from '../errors.ts'

/** What a transform does is wrong, whatever it gives. */
export function transformFault(message: string): RecordError {
  return new RecordError('ERR_RECORD_TRANSFORM', message)
}

/** What a transform gives fits no row. */
export function unfit(path: string, message: string): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `transform.ts gives a record that does not fit: ${path}: ${message}.`,
  )
}
