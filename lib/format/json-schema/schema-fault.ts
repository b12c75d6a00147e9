import { RecordError } from '../../errors.ts'

const LONGEST_PLACE = 200

/** The fault of a JSON Schema. @param at where in the value the schema stands: `.address.zip`, empty for the whole */
export function schemaFault(at: string, message: string): RecordError {
  const place = at.length > LONGEST_PLACE ? `${at.slice(0, LONGEST_PLACE)}…` : at
  return new RecordError('ERR_RECORD_SCHEMA', `schema${place}: ${message}`)
}
