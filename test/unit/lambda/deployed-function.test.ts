import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDeployedFunction } from '../../../lib/lambda/deployed-function.ts'
import {
  configurationPath,
  type LambdaAnswer,
  type LambdaApiStub,
  mappingPath,
  mappingsPath,
  startLambdaApi,
} from './lambda-api-stub.ts'
import { startProxy } from './proxy-stub.ts'

let lambda: LambdaApiStub

beforeEach(async () => {
  lambda = await startLambdaApi()
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', lambda.url)
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await lambda[Symbol.asyncDispose]()
})

const plenty = () => 30_000

const variables = new Map([
  ['SINK_NAME', 'orders'],
  ['SINGLESTORE_PASSWORD', 'hush-hush'],
])

const question = (uuids: readonly string[] = [], functionName = 'sink-prod') =>
  createDeployedFunction({ functionName, eventSourceMappings: uuids, variables })

const configuration = {
  FunctionName: 'sink-prod',
  FunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:sink-prod',
  Runtime: 'nodejs24.x',
  Handler: 'sink.handler',
  Timeout: 300,
  MemorySize: 1769,
  State: 'Active',
  LastUpdateStatus: 'Successful',
  VpcConfig: { SubnetIds: ['subnet-1', 'subnet-2'] },
  Environment: {
    Variables: {
      SINK_NAME: 'orders',
      SINGLESTORE_PASSWORD: 'other-hush',
      SINK_PARTIAL_RESPONSES: ' True ',
      SINGLESTORE_TLS: 'disabled',
      SINK_FILTER: ' ',
      AWS_LAMBDA_X: '1',
    },
  },
}

const mapping = {
  UUID: 'u-1',
  FunctionArn: configuration.FunctionArn,
  State: 'Enabled',
  Topics: ['orders'],
  EventSourceArn: 'arn:aws:kafka:eu-central-1:123456789012:cluster/c/u',
  AmazonManagedKafkaEventSourceConfig: {
    ConsumerGroupId: 'g-orders',
    SchemaRegistryConfig: {
      EventRecordFormat: 'SOURCE',
      SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
    },
  },
  BatchSize: 10_000,
  MaximumBatchingWindowInSeconds: 0,
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: 10 },
  MaximumRetryAttempts: -1,
  DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failed' } },
  FilterCriteria: { Filters: [{ Pattern: '{}' }] },
  MetricsConfig: { Metrics: ['EventCount'] },
  LoggingConfig: { SystemLogLevel: 'INFO' },
}

function tell(configured: LambdaAnswer = { json: configuration }): void {
  lambda.answers.set(configurationPath('sink-prod'), configured)
}

describe('the function', () => {
  test('is told with the names of the variables that differ, and none of their values', async () => {
    tell()
    const facts = await question()(plenty)
    expect(facts.sinkFunction).toMatchObject({
      name: 'sink-prod',
      runtime: 'nodejs24.x',
      timeoutSeconds: 300,
      memoryMb: 1769,
      subnetIds: ['subnet-1', 'subnet-2'],
      differingVariables: ['SINGLESTORE_PASSWORD', 'SINGLESTORE_TLS', 'SINK_PARTIAL_RESPONSES'],
      partialResponses: true,
    })
    expect(JSON.stringify(facts)).not.toContain('hush')
  })

  test('whose variables may not be read is told without them', async () => {
    tell({ json: { ...configuration, Environment: { Error: { ErrorCode: 'AccessDenied' } } } })
    const { sinkFunction } = await question()(plenty)
    expect(sinkFunction).toMatchObject({ differingVariables: null, partialResponses: null })
  })
})

describe('the mappings', () => {
  test('that are named are asked for one by one, and nothing is listed', async () => {
    tell()
    lambda.answers.set(mappingPath('u-1'), { json: mapping })
    lambda.answers.set(mappingPath('u-2'), { json: { ...mapping, UUID: 'u-2' } })
    const { mappings, unanswered } = await question(['u-1', 'u-2'])(plenty)
    expect(mappings.map(({ uuid }) => uuid)).toEqual(['u-1', 'u-2'])
    expect(unanswered).toEqual([])
    expect(lambda.asked.filter((path) => path.includes('?'))).toEqual([])
  })

  test('are told with all that is judged', async () => {
    tell()
    lambda.answers.set(mappingPath('u-1'), { json: mapping })
    const { mappings } = await question(['u-1'])(plenty)
    expect(mappings[0]).toEqual({
      uuid: 'u-1',
      functionArn: configuration.FunctionArn,
      state: 'Enabled',
      stateReason: null,
      lastResult: null,
      topics: ['orders'],
      clusterArn: mapping.EventSourceArn,
      bootstrapServers: [],
      consumerGroup: 'g-orders',
      startingPosition: null,
      batchSize: 10_000,
      windowSeconds: 0,
      reportsFailures: true,
      provisioned: true,
      maximumRetryAttempts: -1,
      maximumRecordAgeSeconds: null,
      halvesBatches: false,
      destination: 'arn:aws:s3:::failed',
      filters: 1,
      registry: { format: 'SOURCE', attributes: ['VALUE'] },
      metrics: ['EventCount'],
      logLevel: 'INFO',
    })
  })

  test('of a cluster outside of MSK, on demand, with filters that a key hides', async () => {
    tell()
    const {
      EventSourceArn: _,
      AmazonManagedKafkaEventSourceConfig: __,
      FilterCriteria: ___,
      ...rest
    } = mapping
    const other = {
      ...rest,
      SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['b:9092'] } },
      SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'g' },
      ProvisionedPollerConfig: {},
      FilterCriteriaError: { ErrorCode: 'AccessDeniedException' },
      DestinationConfig: { OnFailure: { Destination: '' } },
    }
    lambda.answers.set(mappingPath('u-1'), { json: other })
    const { mappings } = await question(['u-1'])(plenty)
    expect(mappings[0]).toMatchObject({
      clusterArn: null,
      bootstrapServers: ['b:9092'],
      consumerGroup: 'g',
      provisioned: false,
      filters: 1,
      registry: null,
      destination: null,
    })
  })

  test('are listed, all pages of them, where none is named', async () => {
    tell()
    const page = (uuid: string, NextMarker?: string): LambdaAnswer => ({
      json: { EventSourceMappings: [{ ...mapping, UUID: uuid }], NextMarker },
    })
    lambda.answers.set(mappingsPath('sink-prod'), page('u-1', 'more'))
    lambda.answers.set(mappingsPath('sink-prod', 'more'), page('u-2'))
    const { mappings } = await question()(plenty)
    expect(mappings.map(({ uuid }) => uuid)).toEqual(['u-1', 'u-2'])
  })

  test('are listed to an end even where AWS always names a further page', async () => {
    tell()
    const page = { json: { EventSourceMappings: [mapping], NextMarker: 'again' } }
    lambda.answers.set(mappingsPath('sink-prod'), page)
    lambda.answers.set(mappingsPath('sink-prod', 'again'), page)
    const { mappings } = await question()(plenty)
    expect(mappings).toHaveLength(20)
  })
})

describe('what AWS does not tell is among the answers', () => {
  test('a refusal names the action, and the other questions are asked all the same', async () => {
    tell({ error: 'AccessDeniedException', status: 403 })
    lambda.answers.set(mappingPath('u-1'), { json: mapping })
    const facts = await question(['u-1'])(plenty)
    expect(facts.sinkFunction).toBeNull()
    expect(facts.mappings).toHaveLength(1)
    expect(facts.unanswered).toMatchObject([
      {
        action: 'lambda:GetFunctionConfiguration',
        found: expect.stringContaining('sink-prod (AccessDeniedException)'),
        mend: expect.stringContaining(
          'Allow whoever runs the doctor lambda:GetFunctionConfiguration',
        ),
      },
    ])
  })

  test('a mapping that is gone is named', async () => {
    tell()
    const { mappings, unanswered } = await question(['u-9'])(plenty)
    expect(mappings).toEqual([])
    expect(unanswered[0]?.found).toContain('no event source mapping u-9')
  })

  test('a network without a way there: nothing more is asked, and the mend is the endpoint', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', 'http://127.0.0.1:1')
    const { sinkFunction, unanswered } = await question(['u-1', 'u-2'])(plenty)
    expect(sinkFunction).toBeNull()
    expect(unanswered).toHaveLength(1)
    expect(unanswered[0]?.found).toContain('Could not ask AWS')
    expect(unanswered[0]?.found).toContain('ECONNREFUSED')
    expect(unanswered[0]?.mend).toContain('com.amazonaws.<region>.lambda')
  })

  test('silence ends with the time that is left', async () => {
    tell('silence')
    const { unanswered } = await question(['u-1'])(() => 50)
    expect(unanswered).toHaveLength(1)
    expect(lambda.asked).toHaveLength(1)
  })

  test.each([
    { error: 'ServiceException', status: 500 },
    { error: 'TooManyRequestsException', status: 429 },
  ])(
    '$error passes by itself: nothing more is asked, and the network is not blamed',
    async (fault) => {
      tell(fault)
      const { unanswered } = await question(['u-1'])(plenty)
      expect(unanswered).toMatchObject([{ mend: expect.stringContaining('passes by itself') }])
      expect(unanswered[0]?.found).toContain(fault.error)
      expect(lambda.asked).toHaveLength(1)
    },
  )

  test.each(['ExpiredTokenException', 'UnrecognizedClientException', 'InvalidSignatureException'])(
    '%s: the credentials are to be renewed, no right is lacking, and nothing more is asked',
    async (error) => {
      tell({ error, status: 403 })
      const { unanswered } = await question(['u-1'])(plenty)
      expect(unanswered).toMatchObject([{ mend: expect.stringContaining('aws sso login') }])
      expect(unanswered[0]?.found).toContain(`credentials that it is asked with (${error})`)
      expect(lambda.asked).toHaveLength(1)
    },
  )

  test.each([200, 403, 502])(
    'a page for people (%d) is no word of AWS, and is not told',
    async (status) => {
      await using proxy = await startProxy('<html>the proxy says no</html>', status)
      vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', proxy.url)
      const { unanswered } = await question(['u-1'])(plenty)
      expect(unanswered).toHaveLength(1)
      expect(unanswered[0]?.found).toContain('Something else than AWS answers')
      expect(JSON.stringify(unanswered)).not.toContain('html')
    },
  )

  test('a region whose name could be none is said to be the fault', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', undefined)
    vi.stubEnv('AWS_REGION', 'Frankfurt!')
    const { unanswered } = await question(['u-1'])(plenty)
    expect(unanswered).toMatchObject([{ mend: expect.stringContaining('AWS_REGION') }])
    expect(unanswered[0]?.found).toContain('none that could be one')
  })

  test('a host that is not found: the region, not the way there', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', 'http://lambda.eu-nowhere-1.invalid')
    const { unanswered } = await question(['u-1'])(plenty)
    expect(unanswered).toMatchObject([{ mend: expect.stringContaining('Correct the region') }])
  })

  test('no region: said, save where the ARN of the function names one', async () => {
    vi.stubEnv('AWS_REGION', undefined)
    vi.stubEnv('AWS_DEFAULT_REGION', undefined)
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
    const without = await question(['u-1'])(plenty)
    expect(without.unanswered).toMatchObject([
      { found: expect.stringMatching(/^No region is set/) },
    ])
    const arn = configuration.FunctionArn
    lambda.answers.set(configurationPath(arn), { json: configuration })
    lambda.answers.set(mappingPath('u-1'), { json: mapping })
    const byArn = await question(['u-1'], arn)(plenty)
    expect(byArn.unanswered).toEqual([])
  })
})
