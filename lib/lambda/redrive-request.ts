import { EventError } from '../errors.ts'
import { invalidEvent, kindOf } from './invalid-event.ts'

/** An object in S3. */
export interface S3Place {
  readonly bucket: string
  readonly key: string
}

/** Where a failed batch is: in S3, or in the request itself as the event that Lambda could not deliver. */
export type FailedBatch =
  | { readonly kind: 's3'; readonly place: S3Place }
  | { readonly kind: 'event'; readonly event: unknown }

/** What the redrive function is asked for. */
export type RedriveRequest =
  | { readonly kind: 'dead-letters'; readonly request: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed-batches'; readonly batches: readonly FailedBatch[] }

/**
 * Reads a request: dead letters by selection; an on-failure record as it is; an S3 notification, or a place in S3; or an
 * event of a Kafka mapping whose records are on-failure records.
 * @throws EventError `ERR_EVENT_INVALID`, naming the place
 */
export function parseRedriveRequest(event: unknown): RedriveRequest {
  if (!isObject(event)) throw invalidEvent('event', `must be an object, found ${kindOf(event)}`)
  if ('deadLetters' in event) {
    if (isObject(event.deadLetters)) return { kind: 'dead-letters', request: event }
    throw invalidEvent('deadLetters', `must be an object, found ${kindOf(event.deadLetters)}`)
  }
  const batches = failedBatches(event)
  if (batches.length > 0) return { kind: 'failed-batches', batches }
  throw new EventError('ERR_EVENT_INVALID', 'Redrive request: it holds no failed batch.')
}

function failedBatches(event: Readonly<Record<string, unknown>>): readonly FailedBatch[] {
  if ('KafkaBatchInfo' in event || 'payload' in event) return [failedBatch(event, 'event')]
  if ('s3' in event) return [{ kind: 's3', place: s3Place(event.s3, 's3') }]
  if (Array.isArray(event.Records)) {
    return event.Records.map((record: unknown, index) => notified(record, `Records[${index}]`))
  }
  if (isObject(event.records)) {
    return Object.entries(event.records).flatMap(([name, list]) =>
      Array.isArray(list)
        ? list.map((record: unknown, index) =>
            deliveredFailure(record, `records[${JSON.stringify(name)}][${index}]`),
          )
        : [],
    )
  }
  throw new EventError(
    'ERR_EVENT_INVALID',
    'Redrive request: nothing to redrive; wants {"deadLetters": …}, an on-failure record, {"s3": {"bucket", "key"}}, an S3 notification, or an event of a mapping that reads the on-failure topic.',
  )
}

/** The record of an on-failure destination. In S3 its payload is an escaped text, in a Kafka topic an object. */
export function failedBatch(record: unknown, place: string): FailedBatch {
  if (!isObject(record)) throw invalidEvent(place, `must be an object, found ${kindOf(record)}`)
  const { payload } = record
  if (typeof payload === 'string') {
    return { kind: 'event', event: parseText(payload, `${place}.payload`) }
  }
  if (isObject(payload)) return { kind: 'event', event: payload }
  throw new EventError(
    'ERR_EVENT_INVALID',
    `Event: ${place}.payload is missing: destinations of SQS and SNS carry no records. Read them again from Kafka, by the offsets in KafkaBatchInfo.`,
  )
}

/** @throws EventError where the text is no JSON; the text itself is not told */
export function parseText(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidEvent(place, 'must be JSON')
  }
}

function deliveredFailure(record: unknown, place: string): FailedBatch {
  const value = isObject(record) ? record.value : undefined
  if (typeof value !== 'string') {
    throw invalidEvent(
      `${place}.value`,
      `must be the base64 of an on-failure record, found ${kindOf(value)}`,
    )
  }
  const text = Buffer.from(value, 'base64').toString('utf8')
  return failedBatch(parseText(text, `${place}.value`), `${place}.value`)
}

function notified(record: unknown, place: string): FailedBatch {
  const s3 = isObject(record) ? record.s3 : undefined
  if (!isObject(s3) || !isObject(s3.bucket) || !isObject(s3.object)) {
    throw invalidEvent(place, 'must be a notification of S3')
  }
  const { bucket, key } = s3Place({ bucket: s3.bucket.name, key: s3.object.key }, `${place}.s3`)
  // A notification writes the key as in a form: blanks as plus signs.
  try {
    return { kind: 's3', place: { bucket, key: decodeURIComponent(key.replaceAll('+', ' ')) } }
  } catch {
    throw invalidEvent(`${place}.s3.object.key`, 'must be written as in a URL')
  }
}

function s3Place(value: unknown, place: string): S3Place {
  const { bucket, key } = isObject(value) ? value : {}
  if (typeof bucket === 'string' && bucket !== '' && typeof key === 'string' && key !== '') {
    return { bucket, key }
  }
  throw invalidEvent(place, 'must name a bucket and a key')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
