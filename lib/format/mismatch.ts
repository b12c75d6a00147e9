import { RecordError } from '../errors.ts'
import { ExactNumber, type JsonValue } from '../schema.ts'

/** The fault of a member that is not what its schema says; names the kind found, never the value. */
export function mismatch(path: string, wanted: string, found: JsonValue | undefined): RecordError {
  return new RecordError(
    'ERR_RECORD_UNDECODABLE',
    `${path}: ${wanted} wanted, ${kindOf(found)} found`,
  )
}

function kindOf(json: JsonValue | undefined): string {
  if (json === undefined) return 'nothing'
  if (json === null) return 'null'
  if (json instanceof ExactNumber) return 'number'
  if (Array.isArray(json)) return 'array'
  return typeof json
}
