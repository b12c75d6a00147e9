import { EventError, RecordError, type SinkError, StoreError } from '../errors.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { KafkaRecord } from '../kafka/record.ts'
import { withMessage } from './partition-faults.ts'

/** The same fault with the coordinates of the record it was found in; errors of others as they are. */
export function locate(error: unknown, record: KafkaRecord): unknown {
  if (!isOfRecord(error)) return error
  const { topic, partition, offset } = record
  const message = `${formatTopicPartition(record)} offset ${offset}: ${error.message}`
  return withMessage(error, message, { ...error.coordinates, topic, partition, offset })
}

function isOfRecord(error: unknown): error is SinkError {
  return (
    error instanceof RecordError ||
    error instanceof EventError ||
    (error instanceof StoreError && error.code === 'ERR_COLUMN_MISSING')
  )
}
