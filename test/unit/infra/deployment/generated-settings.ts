import fc from 'fast-check'
import type { Brokers, OnFailure, Settings } from '../../../../infra/deployment/settings.ts'
import { variants } from './permissions-variants.ts'

/** Few, so that one secret often serves two purposes. */
const secretArn = fc
  .constantFrom('a', 'b', 'c', 'd')
  .map((name) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`)
const keyArn = fc
  .constantFrom('k', 'l')
  .map((name) => `arn:aws:kms:eu-west-1:111122223333:key/${name}`)
const network = fc.constantFrom(null, { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] })
const clusterArn = fc.constantFrom(
  variants['msk-iam'].brokers.clusterArn,
  variants['msk-serverless-kafka-destination'].brokers.clusterArn,
)
const nothing = fc.constantFrom({ kind: 'IAM' } as const, { kind: 'NONE' } as const)

const msk: fc.Arbitrary<Brokers> = fc.record({
  kind: fc.constant('msk'),
  clusterArn,
  signIn: fc.oneof(
    nothing,
    fc.record({
      kind: fc.constantFrom('SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'),
      secretArn,
    }),
  ),
})

const selfManaged: fc.Arbitrary<Brokers> = fc.record({
  kind: fc.constant('self-managed'),
  bootstrapServers: fc.constant(['broker:9092']),
  signIn: fc.oneof(
    fc.constant({ kind: 'NONE' } as const),
    fc.record({ kind: fc.constantFrom('BASIC_AUTH', 'SASL_SCRAM_256_AUTH'), secretArn }),
    fc.record({
      kind: fc.constant('OAUTHBEARER_AUTH'),
      secretArn,
      scope: fc.constant(null),
      audience: fc.constant(null),
      logicalCluster: fc.constant(null),
      identityPool: fc.constant(null),
    }),
  ),
  caSecretArn: fc.option(secretArn, { nil: null }),
  network,
})

const onFailure: fc.Arbitrary<OnFailure> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  fc.record({ kind: fc.constant('kafka'), topic: fc.constant('failed') }),
  fc.record({
    kind: fc.constant('s3'),
    bucketArn: fc.constantFrom(null, 'arn:aws:s3:::mine'),
    kmsKeyArn: fc.option(keyArn),
    keepDays: fc.integer({ min: 1, max: 400 }),
  }),
)

/** Names as Kafka and Lambda allow them. */
const topic = fc.stringMatching(/^[a-zA-Z0-9._-]{1,249}$/, { size: 'max' })
const consumerGroupPrefix = fc.stringMatching(/^[a-zA-Z0-9\-/*:_+=.@]{1,100}$/)

/** All kinds of deployments, with up to a hundred topics. */
export const generatedSettings: fc.Arbitrary<Settings> = fc
  .record({
    topics: fc.uniqueArray(topic, { minLength: 1, maxLength: 100, size: 'max' }),
    brokers: fc.oneof(msk, selfManaged),
    consumerGroupPrefix,
    onFailure,
    redriveOnArrival: fc.boolean(),
    databaseSecretArn: secretArn,
    registrySecretArn: fc.option(secretArn),
    readsGlueSchemas: fc.boolean(),
    kmsKeyArns: fc.uniqueArray(keyArn),
    network,
    tracing: fc.boolean(),
  })
  .map((some) => ({ ...variants.least, ...some }))
