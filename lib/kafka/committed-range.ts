import { EventError } from '../errors.ts'
import { formatRange, formatTopicPartition, type OffsetRange } from './offset-range.ts'
import type { KafkaRecord } from './record.ts'

/** A range of offsets that the ledger holds as committed, with what tells its records from others. */
export interface CommittedRange extends OffsetRange {
  /** How many records were delivered in it; the rest of its offsets are gaps. */
  readonly records: number
  /** Of the records at its ends; null in a range that was adopted from another sink, which does not tell. */
  readonly firstTimestamp: number | null
  readonly lastTimestamp: number | null
  readonly minTimestamp: number
  readonly maxTimestamp: number
}

/**
 * Refuses to take a delivered record for a committed one where it must be another: a recreated topic
 * starts again at offset 0, and its records would be lost in silence.
 * @throws EventError `ERR_TOPIC_RECREATED`
 */
export function guardSameRecord(record: KafkaRecord, range: CommittedRange): void {
  const { timestamp, offset } = record
  const same =
    timestamp >= range.minTimestamp &&
    timestamp <= range.maxTimestamp &&
    (offset !== range.first || timestamp === (range.firstTimestamp ?? timestamp)) &&
    (offset !== range.last || timestamp === (range.lastTimestamp ?? timestamp))
  if (same) return
  const topic = JSON.stringify(record.topic)
  throw new EventError(
    'ERR_TOPIC_RECREATED',
    `${formatTopicPartition(record)} offset ${offset} carries ${range.firstTimestamp === null ? 'a later timestamp than the adoption of' : 'another timestamp than the record committed in'} ${formatRange(range)}: ` +
      'the topic was recreated, or SINK_NAME is shared by two clusters. Nothing of this topic-partition was skipped or written. ' +
      `To take the records of the new topic, invoke the ledger function with {"action":"forget","topic":${topic},"confirm":${topic}} (without confirm it only says what it would forget), ` +
      'or deploy this mapping under a new SINK_NAME. If two clusters share the SINK_NAME, only a new name helps.',
    { coordinates: coordinatesOf(record) },
  )
}

/**
 * Refuses a redelivery that holds more records than the committed range was made of: some of them were
 * never written, and skipping them would lose them.
 * @throws EventError `ERR_RECORDS_UNDELIVERED`
 */
export function guardDeliveredCount(
  delivered: readonly KafkaRecord[],
  range: CommittedRange,
): void {
  const [first] = delivered
  if (first === undefined || delivered.length <= range.records) return
  const topic = JSON.stringify(first.topic)
  throw new EventError(
    'ERR_RECORDS_UNDELIVERED',
    `${formatTopicPartition(first)} ${formatRange(range)} was committed as ${range.records} records, but now ${delivered.length} are delivered in it: ` +
      'an event filter of the mapping has hidden records from the sink, or the topic was recreated. Nothing of this topic-partition was skipped or written. ' +
      `To load what was hidden, delete the rows of this range, then invoke the ledger function with {"action":"forget","topic":${topic},"partition":${first.partition},"from":${range.first},"to":${range.last},"confirm":${topic}}: ` +
      'all of the range is then written again. Filter elsewhere than in the mapping.',
    { coordinates: coordinatesOf(first) },
  )
}

function coordinatesOf(record: KafkaRecord) {
  return { topic: record.topic, partition: record.partition, offset: record.offset }
}
