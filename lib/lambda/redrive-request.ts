import { kindOf, recordPlace } from './invalid-event.ts'
import { invalidRequest, shownMember } from './invalid-request.ts'
import { lostBatch } from './lost-batch.ts'
import { arrivedObject, namedObject, notifiedObject, type S3Place } from './s3-place.ts'

/** Where a failed batch is: in S3, or in the request itself as the event that Lambda could not deliver. */
export type FailedBatch =
  | { readonly kind: 's3'; readonly place: S3Place }
  | { readonly kind: 'event'; readonly event: unknown }

/** What the redrive function is asked for. */
export type RedriveRequest =
  | { readonly kind: 'dead-letters'; readonly request: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed-batches'; readonly batches: readonly FailedBatch[] }

/**
 * Reads a request: dead letters by selection; an on-failure record as it is; a place in S3, as `{"s3": {"bucket", "key", "version"?}}`, as a
 * notification of S3 or as an event that S3 sends to EventBridge; or an event of a Kafka mapping whose records are on-failure
 * records.
 * @throws EventError `ERR_EVENT_INVALID`, naming the place
 */
export function parseRedriveRequest(event: unknown): RedriveRequest {
  if (!isObject(event)) throw invalidRequest('event', `must be an object, found ${kindOf(event)}`)
  if ('deadLetters' in event) {
    if (isObject(event.deadLetters)) return { kind: 'dead-letters', request: event }
    throw invalidRequest('deadLetters', `must be an object, found ${kindOf(event.deadLetters)}`)
  }
  const batches = failedBatches(event)
  if (batches.length > 0) return { kind: 'failed-batches', batches }
  throw invalidRequest('event', 'holds no failed batch')
}

/** Each says alone where failed batches are. */
const CARRIERS = ['payload', 's3', 'detail-type', 'Records', 'records']

function failedBatches(event: Readonly<Record<string, unknown>>): readonly FailedBatch[] {
  const [one, other] = CARRIERS.filter((name) => name in event)
  if (other !== undefined)
    throw invalidRequest(`event.${other}`, `stands beside ${one}: give one of them`)
  if ('KafkaBatchInfo' in event || 'payload' in event) return [failedBatch(event, 'event')]
  if ('s3' in event) {
    const { s3, ...others } = event
    const [beside] = Object.keys(others)
    // Such as a version, which an older object would be redriven without.
    if (beside !== undefined) {
      throw invalidRequest(`event.${shownMember(beside)}`, 'is not known beside s3')
    }
    return [{ kind: 's3', place: namedObject(s3, 's3') }]
  }
  if ('detail-type' in event) return [{ kind: 's3', place: arrivedObject(event) }]
  if (Array.isArray(event.Records)) {
    return event.Records.map((record: unknown, index) => ({
      kind: 's3',
      place: notifiedObject(record, `Records[${index}]`),
    }))
  }
  if (isObject(event.records)) {
    return Object.entries(event.records).flatMap(([name, list]) => deliveredFailures(list, name))
  }
  throw invalidRequest('event', 'holds nothing to redrive')
}

/** The record of an on-failure destination. In S3 its payload is an escaped text, in a Kafka topic an object. */
export function failedBatch(record: unknown, place: string): FailedBatch {
  if (!isObject(record)) throw invalidRequest(place, `must be an object, found ${kindOf(record)}`)
  const { payload } = record
  if (typeof payload === 'string') {
    return { kind: 'event', event: parseText(payload, `${place}.payload`) }
  }
  if (isObject(payload)) return { kind: 'event', event: payload }
  throw lostBatch(record, place)
}

/** @throws EventError where the text is no JSON; the text itself is not told */
export function parseText(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidRequest(place, 'must be JSON')
  }
}

function deliveredFailures(list: unknown, name: string): readonly FailedBatch[] {
  if (Array.isArray(list)) {
    return list.map((record: unknown, index) => deliveredFailure(record, recordPlace(name, index)))
  }
  throw invalidRequest(
    `records[${JSON.stringify(name.slice(0, 300))}]`,
    `must be a list, found ${kindOf(list)}`,
  )
}

function deliveredFailure(record: unknown, place: string): FailedBatch {
  const value = isObject(record) ? record.value : undefined
  if (typeof value !== 'string') {
    throw invalidRequest(
      `${place}.value`,
      `must be the base64 of an on-failure record, found ${kindOf(value)}`,
    )
  }
  const text = Buffer.from(value, 'base64').toString('utf8')
  return failedBatch(parseText(text, `${place}.value`), `${place}.value`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
