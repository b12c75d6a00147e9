import { EventError, RecordError } from '../errors.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { KafkaRecord } from '../kafka/record.ts'

/** The same fault with the coordinates of the record it was found in; other errors as they are. */
export function locate(error: unknown, record: KafkaRecord): unknown {
  if (!(error instanceof RecordError || error instanceof EventError)) return error
  const { topic, partition, offset } = record
  const message = `${formatTopicPartition(record)} offset ${offset}: ${error.message}`
  const details = {
    coordinates: { ...error.coordinates, topic, partition, offset },
    cause: error,
  }
  return error instanceof RecordError
    ? new RecordError(error.code, message, details)
    : new EventError(error.code, message, details)
}
