import { invalidRequest, shownMember } from './invalid-request.ts'

/** An object in S3; `version` null: its newest. */
export interface S3Place {
  readonly bucket: string
  readonly key: string
  readonly version: string | null
}

/** As somebody writes it: bucket, key and, where it is not the newest, version. @throws EventError */
export function namedObject(value: unknown, place: string): S3Place {
  const { bucket, key, version = null, ...others } = isObject(value) ? value : {}
  const [other] = Object.keys(others)
  if (other !== undefined) {
    throw invalidRequest(
      `${place}.${shownMember(other)}`,
      'is not known: bucket, key and version are',
    )
  }
  if (isName(bucket) && isName(key) && (version === null || isName(version))) {
    return { bucket, key, version }
  }
  throw invalidRequest(place, 'must name a bucket and a key, and may name a version')
}

/**
 * As EventBridge tells it. The key is written as it is.
 * @throws EventError where it is another event than that an object has arrived
 *
 * Source: Amazon S3 User Guide, "EventBridge event message structure".
 */
export function arrivedObject(event: Readonly<Record<string, unknown>>): S3Place {
  const { source, detail } = event
  if (source !== 'aws.s3' || event['detail-type'] !== 'Object Created') {
    throw invalidRequest('detail-type', 'must be "Object Created" of aws.s3: filter the rule by it')
  }
  if (!isObject(detail) || !isObject(detail.bucket) || !isObject(detail.object)) {
    throw invalidRequest('detail', 'must hold a bucket and an object')
  }
  const { name: bucket } = detail.bucket
  const { key, 'version-id': version } = detail.object
  return namedObject({ bucket, key, version }, 'detail')
}

/** As a notification of S3 tells it: the key is written as in a form, with plus signs for blanks. @throws EventError */
export function notifiedObject(record: unknown, place: string): S3Place {
  const s3 = isObject(record) ? record.s3 : undefined
  if (!isObject(s3) || !isObject(s3.bucket) || !isObject(s3.object)) {
    throw invalidRequest(place, 'must be a notification of S3')
  }
  const { eventName } = record as Readonly<Record<string, unknown>>
  if (typeof eventName === 'string' && !/^(?:s3:)?ObjectCreated:/.test(eventName)) {
    throw invalidRequest(`${place}.eventName`, 'must be of ObjectCreated: nothing arrived')
  }
  const { key, versionId: version } = s3.object
  const object = namedObject({ bucket: s3.bucket.name, key, version }, `${place}.s3`)
  try {
    return { ...object, key: decodeURIComponent(object.key.replaceAll('+', ' ')) }
  } catch {
    throw invalidRequest(`${place}.s3.object.key`, 'must be written as in a URL')
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
