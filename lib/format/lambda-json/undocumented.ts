import { RecordError } from '../../errors.ts'

/** The fault of a value whose rendering as JSON AWS does not document, and which could be read in several ways. */
export function undocumented(path: string, what: string): RecordError {
  return new RecordError(
    'ERR_RECORD_UNDECODABLE',
    `${path}: what Lambda makes of ${what} in JSON is not documented; use EventRecordFormat SOURCE in the event source mapping`,
  )
}
