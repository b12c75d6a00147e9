import { EventError, RecordError } from '../errors.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { KafkaRecord } from '../kafka/record.ts'

/** The same fault with the coordinates of the record it was found in; other errors as they are. */
export function locate(error: unknown, record: KafkaRecord): unknown {
  const { topic, partition, offset } = record
  if (error instanceof RecordError) {
    return new RecordError(error.code, placed(error, record), {
      coordinates: { ...error.coordinates, topic, partition, offset },
      cause: error,
    })
  }
  if (error instanceof EventError) {
    return new EventError(error.code, placed(error, record), {
      coordinates: { ...error.coordinates, topic, partition, offset },
      cause: error,
    })
  }
  return error
}

function placed(error: Error, record: KafkaRecord): string {
  return `${formatTopicPartition(record)} offset ${record.offset}: ${error.message}`
}
