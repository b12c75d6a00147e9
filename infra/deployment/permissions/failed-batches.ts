import { ref } from '../cloudformation.ts'
import { bucketArn, objectsArn } from '../failed-batches-bucket.ts'
import type { Settings } from '../settings.ts'
import { kafkaArn } from './arns.ts'
import { useKeys } from './keys.ts'
import { allow, type Condition, type Policy, type Statement } from './statement.ts'

/**
 * A bucket that is deleted can be made again by anyone, under the same name: then nothing goes there, or is read from there.
 *
 * Source: AWS Lambda Developer Guide, "Security best practices for Amazon S3 destinations".
 */
const inOwnAccount: Condition = { StringEquals: { 's3:ResourceAccount': ref('AWS::AccountId') } }

/** What Lambda needs to keep a batch that it gives up. */
export function keepFailedBatches({ onFailure, brokers }: Settings): readonly Statement[] {
  if (onFailure.kind === 's3') {
    return [
      allow(['s3:PutObject'], [objectsArn(onFailure)], inOwnAccount),
      allow(['s3:ListBucket'], [bucketArn(onFailure)], inOwnAccount),
      ...useKeys('kms:GenerateDataKey', keysOf(onFailure), 's3'),
    ]
  }
  if (onFailure.kind === 'none') return []
  if (brokers.kind === 'self-managed' || brokers.signIn.kind !== 'IAM') return []
  // As in AWS's example, "Using a Kafka topic as an on-failure destination", on this cluster and topic alone.
  return [
    allow(['kafka-cluster:DescribeCluster'], [brokers.clusterArn]),
    allow(
      ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData', 'kafka-cluster:WriteData'],
      [kafkaArn(brokers.clusterArn, 'topic', onFailure.topic)],
    ),
  ]
}

/** What the redrive function needs to read it. */
export function readFailedBatches({ onFailure }: Settings): readonly Policy[] {
  if (onFailure.kind !== 's3') return []
  const statements = [
    allow(['s3:GetObject', 's3:GetObjectVersion'], [objectsArn(onFailure)], inOwnAccount),
    ...useKeys('kms:Decrypt', keysOf(onFailure), 's3'),
  ]
  return [{ name: 'read-failed-batches', statements }]
}

function keysOf({ kmsKeyArn }: { readonly kmsKeyArn: string | null }): readonly string[] {
  return kmsKeyArn === null ? [] : [kmsKeyArn]
}
