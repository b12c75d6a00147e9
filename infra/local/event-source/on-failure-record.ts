import { batchEvent } from './batch-event.ts'
import { type EventSource, mapKey } from './event-json.ts'
import type { Destination } from './mapping-settings.ts'
import type { Random } from './random.ts'
import type { NullForm } from './record-json.ts'
import type { PolledRecord } from './topic-log.ts'

/** Why Lambda gave records up; the last is named so for streams and undocumented for Kafka. */
export type GiveUpCondition =
  | 'RetryAttemptsExhausted'
  | 'MaximumPayloadSizeExceeded'
  | 'RecordAgeExceeded'

/** What lies in a bucket: `body` is JSON text whose `payload` is the event as an escaped string. */
export interface S3Object {
  readonly kind: 's3'
  readonly key: string
  readonly body: string
}

/** What lies in a destination topic: `value` is JSON text whose `payload` is the event as an object. */
export interface KafkaMessage {
  readonly kind: 'kafka'
  readonly topic: string
  readonly key: Uint8Array | null
  readonly value: string
}

export type OnFailureRecord = S3Object | KafkaMessage

/** Records that Lambda gave up: their offsets are committed although no success covered them. */
export interface GivenUp {
  readonly condition: GiveUpCondition
  readonly records: readonly PolledRecord[]
  /** What the destination got; empty without one: then the records are lost to the function. */
  readonly messages: readonly OnFailureRecord[]
}

/** A batch, or a part of one, that Lambda gave up. */
export interface FailedBatch {
  readonly condition: GiveUpCondition
  readonly records: readonly PolledRecord[]
  readonly invokeCount: number
  /** The last invocation's; null where there was none or it is not known. */
  readonly requestId: string | null
  readonly functionArn: string
  readonly source: EventSource
  readonly nulls: NullForm
  readonly nowMs: number
  readonly random: Random
}

/**
 * Writes what a destination gets for a failed batch.
 *
 * Source: AWS Lambda Developer Guide, "Capturing discarded batches" and "Using a Kafka topic as an on-failure destination".
 */
export function onFailureRecords(
  destination: Destination,
  batch: FailedBatch,
): readonly OnFailureRecord[] {
  if (destination.kind === 's3') return [s3Object(batch)]
  const { topic, manner } = destination
  if (manner === 'observed') {
    return [
      { kind: 'kafka', topic, key: Buffer.from(uuid(batch.random)), value: kafkaValue(batch) },
    ]
  }
  const condition =
    batch.condition === 'RetryAttemptsExhausted' ? 'RetriesExhausted' : batch.condition
  return batch.records.map((one) => ({
    kind: 'kafka',
    topic,
    key: one.record.key,
    value: kafkaValue({ ...batch, records: [one] }, condition),
  }))
}

function s3Object(batch: FailedBatch): S3Object {
  const event = batchEvent(batch.source, batch.records, batch.nulls)
  const recordsInfo: Record<string, unknown> = Object.create(null)
  for (const [key, records] of Map.groupBy(batch.records, mapKey)) {
    const [first, last] = [records.at(0)?.record, records.at(-1)?.record]
    recordsInfo[key] = {
      firstRecordOffset: String(first?.offset),
      lastRecordOffset: String(last?.offset),
      firstRecordTimestamp: isoTime(first?.timestamp),
      lastRecordTimestamp: isoTime(last?.timestamp),
    }
  }
  const [day, time] = new Date(batch.nowMs).toISOString().split('T') as [string, string]
  const [partition] = batch.records.map(mapKey)
  return {
    kind: 's3',
    // Documented for streams; for Kafka no form of the key is.
    key: `aws/lambda/${uuid(batch.random)}/${partition}/${day.replaceAll('-', '/')}/${day}T${time.slice(0, 8).replaceAll(':', '.')}-${uuid(batch.random)}`,
    body: JSON.stringify({
      ...envelope(batch, batch.condition),
      KafkaBatchInfo: { ...batchInfo(batch, event), recordsInfo },
      payload: event,
    }),
  }
}

function kafkaValue(batch: FailedBatch, condition: string = batch.condition): string {
  const event = batchEvent(batch.source, batch.records, batch.nulls)
  const first = batch.records[0]?.record
  const recordInfo = { offset: String(first?.offset), timestamp: isoTime(first?.timestamp) }
  const members = JSON.stringify({
    ...envelope(batch, condition),
    KafkaBatchInfo: { ...batchInfo(batch, event), recordInfo },
  })
  // The event stays as it was written: no number in it passes through a double.
  return `${members.slice(0, -1)},"payload":${event}}`
}

function envelope(
  { invokeCount, requestId, functionArn, nowMs, ...batch }: FailedBatch,
  condition: string,
) {
  const invoked = batch.condition !== 'MaximumPayloadSizeExceeded'
  return {
    requestContext: {
      requestId: requestId ?? uuid(batch.random),
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: invokeCount,
    },
    responseContext: invoked
      ? { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' }
      : null,
    version: '1.0',
    timestamp: isoTime(nowMs),
  }
}

function batchInfo({ records, source }: FailedBatch, event: string) {
  return {
    batchSize: records.length,
    ...(source.kind === 'msk' && { eventSourceArn: source.arn }),
    ...(source.kind !== 'records-only' && { bootstrapServers: source.bootstrapServers }),
    payloadSize: Buffer.byteLength(event),
  }
}

function isoTime(ms = 0): string {
  return new Date(ms).toISOString()
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.integer(0, 15).toString(16)).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
