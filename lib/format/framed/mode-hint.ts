import { RecordError } from '../../errors.ts'
import { deliveredSchemaOf, textOf } from '../part-of.ts'
import type { FormatRecord, Part } from '../record-format.ts'

const JSON_START = /^[ \t\n\r]*[{["]/

/**
 * The fault of a body that Lambda's registry integration delivered, with the likely reason where the body looks like JSON:
 * the format is set for one mode of the integration, and the event source mapping runs in the other.
 */
export function withModeHint(error: unknown, record: FormatRecord, part: Part): unknown {
  if (!(error instanceof RecordError) || error.code !== 'ERR_RECORD_UNDECODABLE') return error
  const delivered = deliveredSchemaOf(record, part)
  if (delivered === null || delivered.dataFormat === 'JSON') return error
  const head = Buffer.from(textOf(record, part).slice(0, 64), 'base64').toString('latin1')
  if (!JSON_START.test(head)) return error
  return new RecordError(
    error.code,
    `${error.message}; the ${part} begins as JSON text does: SINK_VALUE_FORMAT=lambda-json reads what a mapping with EventRecordFormat=JSON delivers`,
    { coordinates: error.coordinates, cause: error },
  )
}
