import type { Coordinates, EventError } from '../errors.ts'
import type { KafkaRecord } from '../kafka/record.ts'
import { readDeliveredSchema } from './delivered-schema.ts'
import { readHeaders } from './event-headers.ts'
import { invalidEvent, kindOf, recordPlace } from './invalid-event.ts'

/** Kafka's limit on the name of a topic, in characters. */
const longestTopic = 249

/** Kafka counts partitions in an int32. */
const largestPartition = 2 ** 31 - 1

/** The standard alphabet, padded. Of values the format asks more; keys are only kept. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** What Kafka says where a record has no timestamp. */
const noTimestamp = -1

/**
 * Reads one record of an event. Key and value stay base64 text; a null one may be left off.
 * @throws EventError `ERR_EVENT_INVALID` at `records[mapKey][index]`
 */
export function readRecord(record: unknown, mapKey: string, index: number): KafkaRecord {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    const place = recordPlace(mapKey, index)
    throw invalidEvent(place, `must be an object, found ${kindOf(record)}`)
  }
  const { topic, partition, offset, timestamp, key, value, headers } = record as RawRecord
  const { keySchemaMetadata, valueSchemaMetadata } = record as RawRecord
  if (typeof topic !== 'string' || topic === '' || topic.length > longestTopic) {
    throw badMember('topic', `a name of 1 to ${longestTopic} characters`, record, mapKey, index)
  }
  const number = typeof partition === 'string' ? parsePartition(partition) : partition
  if (!isWhole(number) || number > largestPartition) {
    const wants = `a whole number from 0 to ${largestPartition}`
    throw badMember('partition', wants, record, mapKey, index)
  }
  if (!isWhole(offset)) {
    throw badMember('offset', 'a whole number from 0 to 2^53 - 1', record, mapKey, index)
  }
  const time = timestamp ?? noTimestamp
  if (!isSafeInteger(time)) {
    throw badMember('timestamp', 'whole milliseconds, null or absent', record, mapKey, index)
  }
  if (key != null && typeof key !== 'string') {
    throw badMember('key', 'base64 text, null or absent', record, mapKey, index)
  }
  if (typeof key === 'string' && !BASE64.test(key)) {
    throw invalidEvent(
      `${recordPlace(mapKey, index)}.key`,
      'is not base64',
      coordinatesOf(record as RawRecord),
    )
  }
  if (value != null && typeof value !== 'string') {
    throw badMember('value', 'base64 text, null or absent', record, mapKey, index)
  }
  return {
    topic,
    partition: number,
    offset,
    timestamp: time,
    key: key ?? null,
    value: value ?? null,
    headers: readHeaders(headers, mapKey, index),
    keySchema: readDeliveredSchema(keySchemaMetadata, 'keySchemaMetadata', mapKey, index),
    valueSchema: readDeliveredSchema(valueSchemaMetadata, 'valueSchemaMetadata', mapKey, index),
  }
}

type Member =
  | Exclude<keyof KafkaRecord, 'keySchema' | 'valueSchema'>
  | 'keySchemaMetadata'
  | 'valueSchemaMetadata'

type RawRecord = Readonly<Partial<Record<Member, unknown>>>

function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isWhole(value: unknown): value is number {
  return isSafeInteger(value) && value >= 0
}

/** Very old events write the partition as text. */
function parsePartition(text: string): number {
  return /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
}

function badMember(
  member: Member,
  wants: string,
  record: RawRecord,
  mapKey: string,
  index: number,
): EventError {
  const problem = `must be ${wants}, found ${kindOf(record[member])}`
  return invalidEvent(`${recordPlace(mapKey, index)}.${member}`, problem, coordinatesOf(record))
}

/** What can be trusted of a damaged record's coordinates. */
function coordinatesOf({ topic, partition, offset }: RawRecord): Coordinates {
  return {
    ...(typeof topic === 'string' && topic.length <= longestTopic ? { topic } : {}),
    ...(isWhole(partition) ? { partition } : {}),
    ...(isWhole(offset) ? { offset } : {}),
  }
}
