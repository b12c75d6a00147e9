import type { OnFailure } from '../settings.ts'
import type { Reading } from './reading.ts'

/** Reads where a batch goes that Lambda gives up. */
export function readOnFailure(reading: Reading, topics: readonly string[]): OnFailure {
  const given = reading.text('on-failure') ?? 's3'
  if (given.startsWith('kafka://')) {
    const topic = given.slice('kafka://'.length)
    refuseBucket(reading, given)
    if (topics.includes(topic)) {
      reading.faults.push(
        `on-failure=${given} is one of topics: failed batches would be read again`,
      )
    }
    return { kind: 'kafka', topic }
  }
  if (given === 'none') {
    refuseBucket(reading, given)
    return { kind: 'none' }
  }
  if (given !== 's3') {
    reading.refuse(
      ['failed-batches-days'],
      'is for on-failure=s3: a bucket of your own has its own rules',
    )
  }
  return {
    kind: 's3',
    bucketArn: given === 's3' ? null : given,
    kmsKeyArn: reading.text('failed-batches-kms-key-arn'),
    keepDays: reading.number('failed-batches-days'),
  }
}

function refuseBucket(reading: Reading, given: string): void {
  reading.refuse(
    ['failed-batches-kms-key-arn', 'failed-batches-days'],
    `is for a bucket, and on-failure=${given}`,
  )
  if (reading.flag('redrive-on-arrival')) {
    reading.faults.push(`redrive-on-arrival=true needs a bucket, and on-failure=${given}`)
  }
}
