import type { KafkaRecord } from '../kafka/record.ts'
import type { DeleteReading, WriteReading } from '../table/reading.ts'

/**
 * Makes of what a record asks for what is done in its place.
 * @throws RecordError `ERR_RECORD_TRANSFORM`, `ERR_RECORD_UNMAPPABLE`; ConfigError for a promise
 */
export type Transformer = (
  record: KafkaRecord,
  reading: WriteReading | DeleteReading,
) => readonly (WriteReading | DeleteReading)[]
