import { RecordError } from '../../errors.ts'

/** The fault of a registered schema that is no Avro schema, or one that nobody could read values of. */
export function schemaFault(path: string, message: string): RecordError {
  return new RecordError('ERR_RECORD_SCHEMA', `Avro schema, ${path}: ${message}`)
}
