import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import { StoreError } from '../errors.ts'
import { type FailedBatch, failedBatch, parseText, type S3Place } from './redrive-request.ts'

/** Gives the event that a failed batch was. @throws EventError, StoreError */
export type FailedBatchReader = (batch: FailedBatch) => Promise<unknown>

/** Makes a reader of failed batches; the client of S3 is loaded when the first one lies there. */
export function createFailedBatchReader(options: S3ClientConfig = {}): FailedBatchReader {
  let client: S3Client | null = null
  return async (batch) => {
    if (batch.kind === 'event') return batch.event
    const { bucket, key } = batch.place
    const place = `s3://${bucket}/${key}`
    const aws = await import('@aws-sdk/client-s3')
    client ??= new aws.S3Client({ maxAttempts: 3, ...options })
    let text: string
    try {
      const object = await client.send(new aws.GetObjectCommand({ Bucket: bucket, Key: key }))
      text = (await object.Body?.transformToString('utf8')) ?? ''
    } catch (error) {
      throw unreadable(error, batch.place)
    }
    const failed = failedBatch(parseText(text, place), place)
    // An object holds the record with its event: it does not point to another object.
    return failed.kind === 'event' ? failed.event : null
  }
}

function unreadable(error: unknown, { bucket, key }: S3Place): StoreError {
  const name = error instanceof Error ? error.name : 'unknown error'
  return new StoreError(
    'ERR_STORE_PERMANENT',
    `Reading s3://${bucket}/${key}: ${name}. Allow the function's role s3:GetObject on the bucket (and kms:Decrypt on its key), and check that the object is there.`,
    { transient: false, cause: error },
  )
}
