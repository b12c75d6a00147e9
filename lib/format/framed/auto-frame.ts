import { ConfigError } from '../../errors.ts'
import { deliveredSchemaOf } from '../part-of.ts'
import type { FormatRecord, Part } from '../record-format.ts'
import { findFrame } from './find-frame.ts'
import type { Frame } from './frame.ts'

/**
 * The frame of a record, as far as nothing has to be guessed. What is framed can be no JSON text, which never begins with
 * a byte below 4; JSON that Lambda's registry integration delivers is the same in both of its modes.
 * @throws ConfigError where it delivers Avro or Protobuf: nothing in the event tells whether as JSON;
 * RecordError `ERR_RECORD_UNDECODABLE` for a damaged header
 */
export function findUnambiguousFrame(record: FormatRecord, part: Part): Frame | null {
  const delivered = deliveredSchemaOf(record, part)
  if (delivered === null || delivered.dataFormat === 'JSON') return findFrame(record, part)
  const format = delivered.dataFormat.toLowerCase()
  throw new ConfigError([
    `topic ${record.topic}: the schema registry of the event source mapping delivers ${delivered.dataFormat}, and the event does not tell how the ${part} is written: set SINK_VALUE_FORMAT=${format} where the mapping has EventRecordFormat=SOURCE, SINK_VALUE_FORMAT=lambda-json where it has JSON`,
  ])
}
