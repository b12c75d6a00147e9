import type { Batch } from '../kafka/record.ts'
import { BatchGatherer } from './batch-gatherer.ts'
import { readRecord } from './event-record.ts'
import { invalidEvent, kindOf } from './invalid-event.ts'

/** What one invocation delivers. */
export interface KafkaEvent {
  /** The ARN of the MSK cluster; null where the event names none (self-managed Kafka, some redeliveries). */
  readonly cluster: string | null
  /** One per topic-partition, in the order of their first record in the event. */
  readonly batches: readonly Batch[]
}

/** A redelivery after a partial response may name no source; some samples write `aws:` before the second. */
const sources: readonly unknown[] = [
  'aws:kafka',
  'SelfManagedKafka',
  'aws:SelfManagedKafka',
  undefined,
  null,
]

/**
 * Reads the event of a Kafka event source mapping, MSK or self-managed. Topic and partition come from the records, never
 * from the keys of the `records` map.
 * @throws EventError `ERR_EVENT_INVALID`, naming the place
 */
export function parseEvent(event: unknown): KafkaEvent {
  if (!isObject(event)) throw invalidEvent('event', `must be an object, found ${kindOf(event)}`)
  const { eventSource, eventSourceArn, records } = event
  if (!sources.includes(eventSource)) {
    throw invalidEvent('eventSource', 'must be aws:kafka, SelfManagedKafka or absent')
  }
  if (eventSourceArn != null && typeof eventSourceArn !== 'string') {
    throw invalidEvent(
      'eventSourceArn',
      `must be a text or absent, found ${kindOf(eventSourceArn)}`,
    )
  }
  if (!isObject(records)) {
    throw invalidEvent('records', `must be an object of lists, found ${kindOf(records)}`)
  }
  return { cluster: eventSourceArn || null, batches: readBatches(records) }
}

function readBatches(records: Readonly<Record<string, unknown>>): readonly Batch[] {
  const batches = new BatchGatherer()
  for (const mapKey of Object.keys(records)) {
    const list = records[mapKey]
    if (!Array.isArray(list)) {
      const place = `records[${JSON.stringify(mapKey.slice(0, 300))}]`
      throw invalidEvent(place, `must be a list, found ${kindOf(list)}`)
    }
    for (let index = 0; index < list.length; index++) {
      batches.add(readRecord(list[index], mapKey, index))
    }
  }
  return batches.end()
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
