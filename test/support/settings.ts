import type { Settings } from '../../infra/deployment/settings.ts'

const account = 'eu-central-1:123456789012'

export function secretArn(name: string): string {
  return `arn:aws:secretsmanager:${account}:secret:${name}-AbCdEf`
}

export const clusterArn = `arn:aws:kafka:${account}:cluster/events/4f1c-2`

/** A deployment that reads an MSK cluster with IAM, with the defaults of the parameters. */
export function mskSettings(over: Partial<Settings> = {}): Settings {
  return {
    stage: 'prod',
    sinkName: 'shop',
    stackName: 'singlestore-sink-shop-prod',
    topics: ['orders'],
    brokers: { kind: 'msk', clusterArn, signIn: { kind: 'IAM' } },
    consumerGroupPrefix: 'singlestore-sink-shop-prod',
    startingPosition: 'TRIM_HORIZON',
    batchSize: 10_000,
    batchWindowSeconds: 1,
    mappingEnabled: true,
    polling: {
      mode: 'provisioned',
      minimumPollers: 1,
      maximumPollers: 10,
      pollerGroup: 'singlestore-sink-shop-prod',
      partialResponses: true,
      maximumRetryAttempts: 10_000,
      maximumRecordAgeSeconds: -1,
      halveFailedBatches: false,
      logLevel: 'INFO',
    },
    onFailure: { kind: 's3', bucketArn: null, kmsKeyArn: null, keepDays: 90 },
    redriveOnArrival: false,
    compactDaily: true,
    databaseSecretArn: secretArn('singlestore'),
    registrySecretArn: null,
    readsGlueSchemas: false,
    kmsKeyArns: [],
    network: null,
    memoryMb: 1769,
    timeoutSeconds: 300,
    reservedConcurrency: null,
    logRetentionDays: 30,
    tracing: false,
    alarms: { topicArns: [], email: null, lagRecords: 100_000, ageSeconds: 900 },
    dashboard: true,
    environment: {
      SINK_NAME: 'shop',
      SINGLESTORE_ENDPOINT: 'svc.example.com:3306',
      SINGLESTORE_DATABASE: 'shop',
      SINGLESTORE_SECRET_ID: secretArn('singlestore'),
      SINK_PARTIAL_RESPONSES: 'true',
      SINK_FAILURE_HOLD_MS: '60000',
    },
    ...over,
  }
}

/** One that reads Confluent Cloud over the internet with an API key. */
export function selfManagedSettings(over: Partial<Settings> = {}): Settings {
  const { polling, ...settings } = mskSettings()
  return {
    ...settings,
    brokers: {
      kind: 'self-managed',
      bootstrapServers: ['pkc-1.example.com:9092'],
      signIn: { kind: 'BASIC_AUTH', secretArn: secretArn('brokers') },
      caSecretArn: null,
      network: null,
    },
    polling: polling.mode === 'provisioned' ? { ...polling, pollerGroup: null } : polling,
    ...over,
  }
}
