import { attribute, type Fragment, type Resource, ref, substitute } from './cloudformation.ts'
import { bucketName } from './failed-batches-bucket.ts'
import { functionIds, ids } from './names.ts'
import type { OnFailure, Settings } from './settings.ts'

type InBucket = Extract<OnFailure, { readonly kind: 's3' }>

/** The bucket for batches that Lambda gives up, where none is given, and what hands each to the redrive function, where that is asked for. */
export function failedBatches({ onFailure, redriveOnArrival }: Settings): Fragment {
  if (onFailure.kind !== 's3') return {}
  const own = onFailure.bucketArn === null
  return {
    Resources: {
      ...(own && {
        [ids.failedBatches]: bucket(onFailure),
        [`${ids.failedBatches}Policy`]: bucketPolicy,
      }),
      ...(redriveOnArrival && {
        FailedBatchArrived: arrivalRule(onFailure),
        FailedBatchArrivedPermission: arrivalPermission,
      }),
    },
    Outputs: {
      FailedBatchesBucketName: {
        Description: 'Where batches go that Lambda gave up',
        Value: bucketName(onFailure),
      },
    },
  }
}

function bucket({ kmsKeyArn, keepDays }: InBucket): Resource {
  const encryption =
    kmsKeyArn === null
      ? { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }
      : {
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: kmsKeyArn },
          BucketKeyEnabled: true,
        }
  return {
    Type: 'AWS::S3::Bucket',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BucketEncryption: { ServerSideEncryptionConfiguration: [encryption] },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      // Always on: it costs nothing until a rule asks for it, and one made by hand then finds it.
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LifecycleConfiguration: {
        Rules: [
          {
            // In a bucket with versions an object only disappears from the listing at first: whoever is late can bring it back.
            Id: 'keep-failed-batches',
            Status: 'Enabled',
            ExpirationInDays: keepDays,
            NoncurrentVersionExpiration: { NoncurrentDays: keepDays },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
          // S3 takes this in no rule that also has a number of days.
          { Id: 'tidy-markers', Status: 'Enabled', ExpiredObjectDeleteMarker: true },
        ],
      },
    },
  }
}

const bucketPolicy: Resource = {
  Type: 'AWS::S3::BucketPolicy',
  // As long as the bucket.
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    Bucket: ref(ids.failedBatches),
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OnlyOverTls',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [
            attribute(ids.failedBatches, 'Arn'),
            substitute(`\${${ids.failedBatches}.Arn}/*`),
          ],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  },
}

/** By EventBridge: a notification of the bucket itself would need the function, whose role needs the bucket. */
function arrivalRule(onFailure: InBucket): Resource {
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      Description: 'Hands each failed batch to the redrive function as it arrives',
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [bucketName(onFailure)] } },
      },
      Targets: [{ Id: 'redrive', Arn: attribute(functionIds('redrive').lambda, 'Arn') }],
    },
  }
}

const arrivalPermission: Resource = {
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: attribute(functionIds('redrive').lambda, 'Arn'),
    Principal: 'events.amazonaws.com',
    SourceArn: attribute('FailedBatchArrived', 'Arn'),
  },
}
