import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import { StoreError } from '../errors.ts'
import { faultName, isClientFault, isDenied } from './aws-fault.ts'
import { type FailedBatch, failedBatch, parseText } from './redrive-request.ts'

/** Gives the event that a failed batch was. @throws EventError, StoreError */
export type FailedBatchReader = (batch: FailedBatch) => Promise<unknown>

/** The SDK waits for ever by default; a function in a network without a way to S3 would then only time out. */
const limits = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
} satisfies S3ClientConfig

/** Makes a reader of failed batches; the client of S3 is loaded when the first one lies there. */
export function createFailedBatchReader(options: S3ClientConfig = {}): FailedBatchReader {
  let client: S3Client | null = null
  return async (batch) => {
    if (batch.kind === 'event') return batch.event
    const { bucket, key, version } = batch.place
    const place = `s3://${bucket}/${key}${version === null ? '' : ` (version ${version})`}`
    const aws = await import('@aws-sdk/client-s3')
    client ??= new aws.S3Client({ ...limits, ...options })
    let text: string
    try {
      const command = new aws.GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ...(version !== null && { VersionId: version }),
      })
      const object = await client.send(command)
      text = (await object.Body?.transformToString('utf8')) ?? ''
    } catch (error) {
      throw unreadable(error, place)
    }
    const failed = failedBatch(parseText(text, place), place)
    // An object holds the record with its event: it does not point to another object.
    return failed.kind === 'event' ? failed.event : null
  }
}

function unreadable(error: unknown, place: string): StoreError {
  const name = faultName(error)
  if (isDenied(error)) {
    return new StoreError(
      'ERR_ACCESS_DENIED',
      `Reading ${place}: ${name}. Allow the function's role s3:GetObject and s3:GetObjectVersion in the bucket (and kms:Decrypt on its key), and check that the object is there: S3 answers so for one that is not, too.`,
      { transient: false, cause: error },
    )
  }
  if (isClientFault(error)) {
    return new StoreError(
      'ERR_STORE_PERMANENT',
      `Reading ${place}: ${name}. Check that the object is there; one that has expired is kept as an old version for a while.`,
      { transient: false, cause: error },
    )
  }
  return new StoreError(
    'ERR_STORE_TRANSIENT',
    `Reading ${place}: S3 does not answer (${name}). If this lasts, give the function's network a way to it: a gateway endpoint of S3 or a NAT gateway.`,
    { transient: true, cause: error },
  )
}
