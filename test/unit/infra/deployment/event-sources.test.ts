import { describe, expect, test } from 'vitest'
import type { Value } from '../../../../infra/deployment/cloudformation.ts'
import { eventSources } from '../../../../infra/deployment/event-sources.ts'
import { failedBatches } from '../../../../infra/deployment/failed-batches.ts'
import type { Brokers, Settings } from '../../../../infra/deployment/settings.ts'
import {
  clusterArn,
  mskSettings,
  secretArn,
  selfManagedSettings,
} from '../../../support/settings.ts'
import { templateFaults } from '../cloudformation/template-faults.ts'

/** The one mapping of a deployment, once AWS's specification has nothing against it. */
function mappingOf(settings: Settings): Readonly<Record<string, Value>> {
  const { Resources = {} } = eventSources(settings)
  const sink = { Type: 'AWS::Lambda::Function', Properties: { Code: {}, Role: 'role' } }
  const bucket = failedBatches(settings).Resources
  const template = { Resources: { ...Resources, ...bucket, SinkLambdaFunction: sink } }
  expect(templateFaults(JSON.parse(JSON.stringify(template)))).toEqual([])
  const [mapping, ...others] = Object.values(Resources)
  expect(others).toEqual([])
  return mapping?.Properties ?? {}
}

const everywhere = {
  FunctionName: { 'Fn::GetAtt': ['SinkLambdaFunction', 'Arn'] },
  Topics: ['orders'],
  StartingPosition: 'TRIM_HORIZON',
  BatchSize: 10_000,
  MaximumBatchingWindowInSeconds: 1,
  Enabled: true,
  DestinationConfig: {
    OnFailure: { Destination: { 'Fn::GetAtt': ['FailedBatchesBucket', 'Arn'] } },
  },
  MetricsConfig: { Metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'] },
}
const provisioned = {
  ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 10 },
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  MaximumRetryAttempts: 10_000,
  MaximumRecordAgeInSeconds: -1,
  BisectBatchOnFunctionError: false,
  LoggingConfig: { SystemLogLevel: 'INFO' },
}
const grouped = {
  ...provisioned,
  ProvisionedPollerConfig: {
    ...provisioned.ProvisionedPollerConfig,
    PollerGroupName: 'singlestore-sink-shop-prod',
  },
}
const group = { ConsumerGroupId: 'singlestore-sink-shop-prod-orders' }
const ofMsk = { EventSourceArn: clusterArn, AmazonManagedKafkaEventSourceConfig: group }
const ofOthers = {
  SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['pkc-1.example.com:9092'] } },
  SelfManagedKafkaEventSourceConfig: group,
}

describe('the mapping of a topic of MSK', () => {
  const withSignIn = (signIn: Extract<Brokers, { kind: 'msk' }>['signIn']) =>
    mappingOf(mskSettings({ brokers: { kind: 'msk', clusterArn, signIn } }))

  test.each(['IAM', 'NONE'] as const)('names no secret with %s', (kind) => {
    expect(withSignIn({ kind })).toEqual({ ...everywhere, ...ofMsk, ...grouped })
  })

  test.each(['SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'] as const)(
    'names the secret of %s',
    (kind) => {
      expect(withSignIn({ kind, secretArn: secretArn('AmazonMSK_sink') })).toEqual({
        ...everywhere,
        ...ofMsk,
        ...grouped,
        SourceAccessConfigurations: [{ Type: kind, URI: secretArn('AmazonMSK_sink') }],
      })
    },
  )

  test('is the same without servers of its own', () => {
    const serverless = `${clusterArn.slice(0, -1)}s3`
    const brokers = { kind: 'msk', clusterArn: serverless, signIn: { kind: 'IAM' } } as const
    expect(mappingOf(mskSettings({ brokers }))).toEqual({
      ...everywhere,
      ...ofMsk,
      ...grouped,
      EventSourceArn: serverless,
    })
  })

  test('has nothing that provisioned mode alone can do where Lambda polls on demand', () => {
    const polling = { mode: 'on-demand' } as const
    expect(mappingOf(mskSettings({ polling }))).toEqual({ ...everywhere, ...ofMsk })
  })
})

describe('the mapping of a topic of other brokers', () => {
  const { brokers } = selfManagedSettings()
  const over = (change: Partial<Extract<Brokers, { kind: 'self-managed' }>>) =>
    mappingOf(selfManagedSettings({ brokers: { ...brokers, ...change } as Brokers }))

  test.each([
    'BASIC_AUTH',
    'SASL_SCRAM_256_AUTH',
    'SASL_SCRAM_512_AUTH',
    'CLIENT_CERTIFICATE_TLS_AUTH',
  ] as const)('names the secret of %s', (kind) => {
    expect(over({ signIn: { kind, secretArn: secretArn('brokers') } })).toEqual({
      ...everywhere,
      ...ofOthers,
      ...provisioned,
      SourceAccessConfigurations: [{ Type: kind, URI: secretArn('brokers') }],
    })
  })

  test('says what a token of OAuth is asked for', () => {
    const token = { kind: 'OAUTHBEARER_AUTH', secretArn: secretArn('oauth') } as const
    const none = { scope: null, audience: null, logicalCluster: null, identityPool: null }
    const all = { scope: 's', audience: 'a', logicalCluster: 'lkc-1', identityPool: 'pool-1' }
    expect(over({ signIn: { ...token, ...none } }).SourceAccessConfigurations).toEqual([
      { Type: 'OAUTHBEARER_AUTH', URI: secretArn('oauth') },
    ])
    expect(over({ signIn: { ...token, ...all } }).SourceAccessConfigurations).toEqual([
      { Type: 'OAUTHBEARER_AUTH', URI: secretArn('oauth') },
      { Type: 'OAUTHBEARER_SCOPE', URI: 's' },
      { Type: 'OAUTHBEARER_AUDIENCE', URI: 'a' },
      { Type: 'OAUTHBEARER_LOGICAL_CLUSTER', URI: 'lkc-1' },
      { Type: 'OAUTHBEARER_IDENTITY_POOL', URI: 'pool-1' },
    ])
  })

  test('says nothing of access to brokers that ask for none', () => {
    expect(over({ signIn: { kind: 'NONE' } })).toEqual({
      ...everywhere,
      ...ofOthers,
      ...provisioned,
    })
  })

  test('has an entry for the authority, each subnet and each security group', () => {
    const network = {
      subnetIds: ['subnet-1', 'subnet-2'],
      securityGroupIds: ['sg-1', 'sg-2'],
    }
    const mapping = over({
      signIn: { kind: 'NONE' },
      caSecretArn: secretArn('authority'),
      network,
    })
    expect(mapping.SourceAccessConfigurations).toEqual([
      { Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: secretArn('authority') },
      { Type: 'VPC_SUBNET', URI: 'subnet:subnet-1' },
      { Type: 'VPC_SUBNET', URI: 'subnet:subnet-2' },
      { Type: 'VPC_SECURITY_GROUP', URI: 'security_group:sg-1' },
      { Type: 'VPC_SECURITY_GROUP', URI: 'security_group:sg-2' },
    ])
  })
})

describe('every mapping', () => {
  test('says a window of nothing, which is not the same as none', () => {
    const { MaximumBatchingWindowInSeconds: seconds } = mappingOf(
      mskSettings({ batchWindowSeconds: 0 }),
    )
    expect(seconds).toBe(0)
  })

  test('sends what Lambda gives up to where the settings say, or nowhere', () => {
    const destination = (onFailure: Settings['onFailure']) =>
      mappingOf(mskSettings({ onFailure })).DestinationConfig
    expect(destination({ kind: 'none' })).toBeUndefined()
    expect(destination({ kind: 'kafka', topic: 'failed' })).toEqual({
      OnFailure: { Destination: 'kafka://failed' },
    })
    const bucketArn = 'arn:aws:s3:::mine'
    expect(destination({ kind: 's3', bucketArn, kmsKeyArn: null, keepDays: 90 })).toEqual({
      OnFailure: { Destination: bucketArn },
    })
  })

  test('is told by the stack under its own name', () => {
    const { Resources = {}, Outputs = {} } = eventSources(mskSettings({ topics: ['a', 'b'] }))
    expect(Object.keys(Outputs)).toEqual(Object.keys(Resources))
    expect(Object.entries(Outputs).map(([id, { Value }]) => [id, Value])).toEqual(
      Object.keys(Resources).map((id) => [id, { Ref: id }]),
    )
  })
})
