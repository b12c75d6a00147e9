import { RecordError, StoreError } from '../errors.ts'

/** An error as the fault of single letters, which stay while the others go: also that a table or column of theirs is missing. */
export function letterFaultOf(error: unknown): RecordError | null {
  if (error instanceof RecordError) return error
  if (!(error instanceof StoreError)) return null
  if (error.code !== 'ERR_TABLE_MISSING' && error.code !== 'ERR_COLUMN_MISSING') return null
  return new RecordError(error.code, error.message, {
    coordinates: error.coordinates,
    cause: error,
  })
}
