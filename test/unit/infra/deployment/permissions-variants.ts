import type { Settings } from '../../../../infra/deployment/settings.ts'
import { selfManagedSettings } from '../../../support/settings.ts'

const secret = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`
const cluster =
  'arn:aws:kafka:eu-west-1:111122223333:cluster/events/751d2973-a626-431c-9d4e-d7975eb44dd7-2'
const serverless =
  'arn:aws:kafka:eu-west-1:111122223333:cluster/calm/c07c74ea-5146-4a03-add1-9baa787a5b14-s3'
const key = (name: string) => `arn:aws:kms:eu-west-1:111122223333:key/${name}`
const network = { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] }

const least = selfManagedSettings({
  brokers: {
    kind: 'self-managed',
    bootstrapServers: ['broker:9092'],
    signIn: { kind: 'NONE' },
    caSecretArn: null,
    network: null,
  },
  onFailure: { kind: 'none' },
  databaseSecretArn: secret('database'),
})

const ownBucket = { kind: 's3', bucketArn: null, kmsKeyArn: null, keepDays: 90 } as const

/** Together they ask for every permission that there is. */
export const variants = {
  least,
  'msk-iam': {
    ...least,
    topics: ['orders', 'payments.eu_1'],
    brokers: { kind: 'msk', clusterArn: cluster, signIn: { kind: 'IAM' } },
    onFailure: ownBucket,
  },
  'msk-iam-everything': {
    ...least,
    brokers: { kind: 'msk', clusterArn: cluster, signIn: { kind: 'IAM' } },
    consumerGroupPrefix: 'team/*:sink',
    onFailure: { ...ownBucket, kmsKeyArn: key('batches') },
    registrySecretArn: secret('registry'),
    readsGlueSchemas: true,
    kmsKeyArns: [key('secrets')],
    network,
    redriveOnArrival: true,
    tracing: true,
  },
  'msk-serverless-kafka-destination': {
    ...least,
    brokers: { kind: 'msk', clusterArn: serverless, signIn: { kind: 'IAM' } },
    onFailure: { kind: 'kafka', topic: 'orders-failed' },
  },
  'msk-scram': {
    ...least,
    brokers: {
      kind: 'msk',
      clusterArn: cluster,
      signIn: { kind: 'SASL_SCRAM_512_AUTH', secretArn: secret('AmazonMSK_sink') },
    },
    onFailure: { kind: 'kafka', topic: 'orders-failed' },
    kmsKeyArns: [key('secrets')],
  },
  'msk-mtls-given-bucket': {
    ...least,
    brokers: {
      kind: 'msk',
      clusterArn: cluster,
      signIn: { kind: 'CLIENT_CERTIFICATE_TLS_AUTH', secretArn: secret('certificate') },
    },
    onFailure: { ...ownBucket, bucketArn: 'arn:aws:s3:::mine', kmsKeyArn: key('mine') },
  },
  'confluent-oauth': {
    ...least,
    brokers: {
      kind: 'self-managed',
      bootstrapServers: ['pkc-1.eu-west-1.aws.confluent.cloud:9092'],
      signIn: {
        kind: 'OAUTHBEARER_AUTH',
        secretArn: secret('oauth'),
        scope: null,
        audience: null,
        logicalCluster: 'lkc-1',
        identityPool: 'pool-1',
      },
      caSecretArn: null,
      network: null,
    },
    registrySecretArn: secret('registry'),
    onFailure: ownBucket,
  },
  'private-brokers-one-secret': {
    ...least,
    brokers: {
      kind: 'self-managed',
      bootstrapServers: ['broker:9093'],
      signIn: { kind: 'BASIC_AUTH', secretArn: secret('database') },
      caSecretArn: secret('authority'),
      network,
    },
  },
  china: {
    ...least,
    brokers: {
      kind: 'msk',
      clusterArn: cluster.replace('arn:aws:kafka:eu-west-1', 'arn:aws-cn:kafka:cn-north-1'),
      signIn: { kind: 'IAM' },
    },
    databaseSecretArn: 'arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:database',
    kmsKeyArns: ['arn:aws-cn:kms:cn-north-1:111122223333:key/secrets'],
  },
} as const satisfies Readonly<Record<string, Settings>>
