import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Resource } from '../../../../infra/deployment/cloudformation.ts'
import { failedBatches } from '../../../../infra/deployment/failed-batches.ts'
import type { OnFailure, Settings } from '../../../../infra/deployment/settings.ts'
import { generatedSettings } from './generated-settings.ts'
import { variants } from './permissions-variants.ts'

const own = { kind: 's3', bucketArn: null, kmsKeyArn: null, keepDays: 90 } as const
const given = { ...own, bucketArn: 'arn:aws:s3:::mine' }
const resources = (onFailure: OnFailure, over: Partial<Settings> = {}) =>
  failedBatches({ ...variants.least, onFailure, ...over }).Resources ?? {}
const propertiesOf = (resource: Resource | undefined) => resource?.Properties ?? {}

describe('the bucket of a deployment, however it is set', () => {
  const everyBucket = (promise: (bucket: Resource | undefined, settings: Settings) => void) =>
    fc.assert(
      fc.property(
        generatedSettings,
        fc.option(fc.constant('arn:aws:kms:r:1:key/k')),
        (some, key) => {
          const settings = { ...some, onFailure: { ...own, kmsKeyArn: key } }
          promise(failedBatches(settings).Resources?.FailedBatchesBucket, settings)
        },
      ),
      { numRuns: 50 },
    )

  test('is closed to the public', () => {
    everyBucket((bucket) => {
      expect(propertiesOf(bucket)).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      })
      expect(propertiesOf(bucket)).not.toHaveProperty('AccessControl')
    })
  })

  test('is encrypted, keeps versions, and outlives the stack', () => {
    everyBucket((bucket) => {
      expect(propertiesOf(bucket)).toMatchObject({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: expect.anything() }],
        },
        VersioningConfiguration: { Status: 'Enabled' },
      })
      expect(bucket).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
    })
  })

  test('answers over TLS only', () => {
    everyBucket((_, settings) => {
      const policy = failedBatches(settings).Resources?.FailedBatchesBucketPolicy

      expect(propertiesOf(policy)).toMatchObject({
        Bucket: { Ref: 'FailedBatchesBucket' },
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: [
                { 'Fn::GetAtt': ['FailedBatchesBucket', 'Arn'] },
                { 'Fn::Sub': `\${FailedBatchesBucket.Arn}/*` },
              ],
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      })
    })
  })
})

test('an object is listed for the days that are set, and kept for as many again', () => {
  expect(propertiesOf(resources({ ...own, keepDays: 45 }).FailedBatchesBucket)).toMatchObject({
    LifecycleConfiguration: {
      Rules: [
        {
          Status: 'Enabled',
          ExpirationInDays: 45,
          NoncurrentVersionExpiration: { NoncurrentDays: 45 },
        },
        { Status: 'Enabled', ExpiredObjectDeleteMarker: true },
      ],
    },
  })
})

test.each([
  [null, { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
  [
    'arn:aws:kms:r:1:key/k',
    {
      ServerSideEncryptionByDefault: {
        SSEAlgorithm: 'aws:kms',
        KMSMasterKeyID: 'arn:aws:kms:r:1:key/k',
      },
      BucketKeyEnabled: true,
    },
  ],
])('with the key %s it is encrypted by that', (kmsKeyArn, rule) => {
  const bucket = resources({ ...own, kmsKeyArn }).FailedBatchesBucket

  expect(propertiesOf(bucket).BucketEncryption).toEqual({
    ServerSideEncryptionConfiguration: [rule],
  })
})

describe('what arrives', () => {
  test.each([
    ['the bucket of the stack', own, { Ref: 'FailedBatchesBucket' }],
    ['a given bucket', given, 'mine'],
  ])('in %s goes to the redrive function where that is asked for', (_name, onFailure, name) => {
    const { FailedBatchArrived, FailedBatchArrivedPermission } = resources(onFailure, {
      redriveOnArrival: true,
    })

    expect(propertiesOf(FailedBatchArrived)).toMatchObject({
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [name] } },
      },
      Targets: [{ Arn: { 'Fn::GetAtt': ['RedriveLambdaFunction', 'Arn'] } }],
    })
    expect(propertiesOf(FailedBatchArrivedPermission)).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': ['RedriveLambdaFunction', 'Arn'] },
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['FailedBatchArrived', 'Arn'] },
    })
  })

  test('is told to EventBridge, but goes nowhere unless that is asked for', () => {
    expect(Object.keys(resources(own))).toEqual([
      'FailedBatchesBucket',
      'FailedBatchesBucketPolicy',
    ])
    expect(propertiesOf(resources(own).FailedBatchesBucket)).toMatchObject({
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    })
    expect(resources(given)).toEqual({})
  })
})

test.each([[{ kind: 'none' }], [{ kind: 'kafka', topic: 't' }]] as const)(
  'without a bucket there is none (%j)',
  (onFailure) => {
    expect(failedBatches({ ...variants.least, onFailure, redriveOnArrival: true })).toEqual({})
  },
)
