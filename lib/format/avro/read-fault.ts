import { RecordError } from '../../errors.ts'

/** The fault of a body that is not what its schema says. */
export function readFault(path: string, message: string): RecordError {
  return new RecordError('ERR_RECORD_UNDECODABLE', `${path}: ${message}`)
}

export function truncated(path: string): RecordError {
  return readFault(path, 'the body ends in the middle of the value')
}
