import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolveTemplate } from '../unit/infra/cloudformation/resolve-template.ts'
import {
  intrinsic,
  isObject,
  type JsonObject,
  type Template,
} from '../unit/infra/cloudformation/template.ts'
import { templateFaults } from '../unit/infra/cloudformation/template-faults.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
const osls = join(projectFolder, 'node_modules', 'osls', 'bin', 'serverless.js')
const account = 'eu-central-1:123456789012'
const secret = (name: string) => `arn:aws:secretsmanager:${account}:secret:${name}-AbCdEf`
const cluster = `arn:aws:kafka:${account}:cluster/events/4f1c-2`
const common = {
  'sink-name': 'orders',
  topic: 'shop.orders',
  'singlestore-endpoint': 'svc.example.com:3306',
  'singlestore-database': 'shop',
  'singlestore-secret-arn': secret('singlestore'),
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs osls without credentials, as the command line would; the environment holds nothing of AWS. */
async function serverless(
  command: readonly string[],
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const given = Object.entries(parameters).map(([name, value]) => `--param=${name}=${value}`)
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [osls, ...command, ...given],
    { cwd: projectFolder, env: { PATH: process.env.PATH, HOME: folder } },
  )
  return stdout + stderr
}

async function packaged(name: string, parameters: Readonly<Record<string, string>>) {
  const output = join(folder, name)
  const said = await serverless(['package', '--package', output, '--stage', 'prod'], parameters)
  const text = await readFile(join(output, 'cloudformation-template-update-stack.json'), 'utf8')
  const template: Template = JSON.parse(text)
  return { said, template: resolveTemplate(template) }
}

function propertiesOf(template: Template, id: string): JsonObject {
  return template.Resources[id]?.Properties ?? {}
}

function variablesOf({ Environment: environment }: JsonObject): JsonObject {
  const variables = isObject(environment) ? environment.Variables : undefined
  return isObject(variables) ? variables : {}
}

/** Action → resources it is allowed on, over all policies of a role. */
function permissions(template: Template, roleId = 'SinkRole'): Map<string, readonly unknown[]> {
  interface Policy {
    readonly PolicyDocument: {
      readonly Statement: readonly {
        readonly Action: string | readonly string[]
        readonly Resource: unknown
      }[]
    }
  }
  const role = propertiesOf(template, roleId) as unknown as { Policies: readonly Policy[] }
  const ofRole = propertiesOf(template, 'SinkMskPermissions').RoleName
  const isMore = intrinsic(ofRole ?? null)?.of === roleId
  const more = isMore ? (propertiesOf(template, 'SinkMskPermissions') as unknown as Policy) : null
  const statements = [...role.Policies, ...(more === null ? [] : [more])].flatMap(
    ({ PolicyDocument: document }) => document.Statement,
  )
  return new Map(
    statements.flatMap(({ Action: action, Resource: resource }) =>
      [action].flat().map((each) => [each, [resource].flat()] as const),
    ),
  )
}

const networkActions = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
]
const logsOf = (group: string) => {
  const resources = [{ 'Fn::GetAtt': [group, 'Arn'] }]
  return { 'logs:CreateLogStream': resources, 'logs:PutLogEvents': resources }
}
const network = Object.fromEntries(networkActions.map((action) => [action, ['*']]))

describe('the template for an MSK cluster', () => {
  let template: Template
  let said: string
  beforeAll(async () => {
    ;({ template, said } = await packaged('msk', {
      ...common,
      source: 'msk',
      'msk-cluster-arn': cluster,
    }))
  })

  test('is made without credentials and without a warning, and is what CloudFormation accepts', () => {
    expect(said).not.toMatch(/warning/i)
    expect(templateFaults(template)).toEqual([])
  })

  test('has a function that Lambda can call for Kafka, with the configuration the sink reads', () => {
    const { Timeout: timeout, ...properties } = propertiesOf(template, 'SinkLambdaFunction')
    expect(properties).toMatchObject({
      FunctionName: 'singlestore-sink-orders-prod',
      Handler: 'sink.handler',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 1769,
      Environment: {
        Variables: {
          SINK_NAME: 'orders',
          SINGLESTORE_ENDPOINT: 'svc.example.com:3306',
          SINGLESTORE_DATABASE: 'shop',
          SINGLESTORE_SECRET_ID: secret('singlestore'),
          SINK_PARTIAL_RESPONSES: 'false',
        },
      },
    })
    expect(timeout).toBeLessThanOrEqual(840)
    expect(Object.keys(variablesOf(properties))).not.toContain('SINGLESTORE_DDL_ENDPOINT')
    expect(properties).not.toHaveProperty('VpcConfig')
    expect(propertiesOf(template, 'SinkLogGroup').RetentionInDays).toBe(30)
  })

  test('reads one topic from its start, in a consumer group of its own, and never gives a batch up', () => {
    expect(template.Resources.SinkEventSource?.DependsOn).toEqual(['SinkMskPermissions'])
    expect(propertiesOf(template, 'SinkEventSource')).toEqual({
      FunctionName: { 'Fn::GetAtt': ['SinkLambdaFunction', 'Arn'] },
      EventSourceArn: cluster,
      Topics: ['shop.orders'],
      AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'singlestore-sink-orders' },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 1,
      Enabled: true,
    })
  })

  test('allows reading this topic, this group, this cluster and this secret, and nothing more', () => {
    const kafka = (kind: string) => `arn:aws:kafka:${account}:${kind}/events/4f1c-2`
    expect(Object.fromEntries(permissions(template))).toEqual({
      ...logsOf('SinkLogGroup'),
      'secretsmanager:GetSecretValue': [secret('singlestore')],
      ...network,
      'kafka:DescribeCluster': [cluster],
      'kafka:DescribeClusterV2': [cluster],
      'kafka:GetBootstrapBrokers': [cluster],
      'kafka-cluster:Connect': [cluster],
      'kafka-cluster:DescribeClusterDynamicConfiguration': [cluster],
      'kafka-cluster:DescribeTopic': [`${kafka('topic')}/shop.orders`],
      'kafka-cluster:ReadData': [`${kafka('topic')}/shop.orders`],
      'kafka-cluster:DescribeGroup': [`${kafka('group')}/singlestore-sink-orders`],
      'kafka-cluster:AlterGroup': [`${kafka('group')}/singlestore-sink-orders`],
    })
  })
})

test('endpoints for DDL and DML stand in place of the one, and what is not given is left out', async () => {
  const { 'singlestore-endpoint': _, ...others } = common
  const { template, said } = await packaged('endpoints', {
    ...others,
    source: 'msk',
    'msk-cluster-arn': cluster,
    'singlestore-ddl-endpoint': 'master.example.com:3306',
    'singlestore-dml-endpoints': 'one.example.com:3306,two.example.com:3306',
  })
  expect(said).not.toMatch(/warning/i)
  expect(templateFaults(template)).toEqual([])
  for (const name of ['Sink', 'Ledger', 'Redrive']) {
    const variables = variablesOf(propertiesOf(template, `${name}LambdaFunction`))
    expect(variables).toMatchObject({
      SINGLESTORE_DDL_ENDPOINT: 'master.example.com:3306',
      SINGLESTORE_DML_ENDPOINTS: 'one.example.com:3306,two.example.com:3306',
    })
    expect(variables).not.toHaveProperty('SINGLESTORE_ENDPOINT')
  }
})

describe('the functions beside the sink', () => {
  let template: Template
  beforeAll(async () => {
    ;({ template } = await packaged('beside', {
      ...common,
      source: 'msk',
      'msk-cluster-arn': cluster,
      'broker-auth': 'SASL_SCRAM_512_AUTH',
      'broker-secret-arn': secret('brokers'),
      'redrive-bucket-arn': 'arn:aws:s3:::failed-batches',
      'registry-secret-arn': secret('registry'),
      'read-glue-schemas': 'true',
      'compact-daily': 'false',
    }))
  })

  test('have the configuration of the sink, their own bundles and no event source', () => {
    const sink = propertiesOf(template, 'SinkLambdaFunction')
    for (const [id, name] of [
      ['LedgerLambdaFunction', 'ledger'],
      ['RedriveLambdaFunction', 'redrive'],
    ] as const) {
      const { SINK_PARTIAL_RESPONSES: _, ...variables } = variablesOf(sink)
      expect(variablesOf(propertiesOf(template, id))).toEqual(variables)
      expect(propertiesOf(template, id)).toMatchObject({
        FunctionName: `singlestore-sink-orders-prod-${name}`,
        Handler: `${name}.handler`,
        Code: { S3Key: expect.stringMatching(new RegExp(`/${name}\\.zip$`)) },
      })
      expect(propertiesOf(template, id)).not.toHaveProperty('VpcConfig')
    }
    const mappings = Object.values(template.Resources).filter(
      ({ Type }) => Type === 'AWS::Lambda::EventSourceMapping',
    )
    expect(mappings.map(({ Properties }) => Properties?.FunctionName)).toEqual([
      { 'Fn::GetAtt': ['SinkLambdaFunction', 'Arn'] },
    ])
    expect(templateFaults(template)).toEqual([])
  })

  test('may write their own logs, read the secrets they need and nothing else but schemas and failed batches', () => {
    expect(Object.fromEntries(permissions(template, 'LedgerRole'))).toEqual({
      ...logsOf('LedgerLogGroup'),
      'secretsmanager:GetSecretValue': [secret('singlestore')],
    })
    expect(Object.fromEntries(permissions(template, 'RedriveRole'))).toEqual({
      ...logsOf('RedriveLogGroup'),
      'secretsmanager:GetSecretValue': [secret('singlestore'), secret('registry')],
      'glue:GetSchemaVersion': ['*'],
      's3:GetObject': ['arn:aws:s3:::failed-batches/*'],
    })
  })

  test('read the schemas and the secret of the registry that the sink reads', () => {
    const sink = permissions(template)
    expect(sink.get('glue:GetSchemaVersion')).toEqual(['*'])
    expect(sink.get('secretsmanager:GetSecretValue')).toEqual([
      secret('singlestore'),
      secret('registry'),
      secret('brokers'),
    ])
    expect(variablesOf(propertiesOf(template, 'RedriveLambdaFunction'))).toMatchObject({
      SINK_REGISTRY_SECRET_ID: secret('registry'),
    })
  })

  test('compact the ledger every day unless that is switched off', async () => {
    const rule = (of: Template) =>
      Object.values(of.Resources).filter(({ Type }) => Type === 'AWS::Events::Rule')
    expect(rule(template).map(({ Properties }) => Properties)).toEqual([
      {
        Description: 'Merges old ranges of the ledger',
        ScheduleExpression: 'rate(1 day)',
        State: 'DISABLED',
        Targets: [
          {
            Arn: { 'Fn::GetAtt': ['LedgerLambdaFunction', 'Arn'] },
            Id: 'ledgerSchedule',
            Input: '{"action":"compact"}',
          },
        ],
      },
    ])
    const given = { ...common, source: 'msk', 'msk-cluster-arn': cluster }
    const { template: usual } = await packaged('usual', given)
    expect(rule(usual).map(({ Properties }) => Properties?.State)).toEqual(['ENABLED'])
    expect([...permissions(usual, 'RedriveRole').keys()]).not.toContain('s3:GetObject')
  })
})

describe('the template for self-managed brokers', () => {
  let template: Template
  beforeAll(async () => {
    ;({ template } = await packaged('self-managed', {
      ...common,
      source: 'self-managed',
      'bootstrap-servers': 'one.example.com:9092,two.example.com:9092',
      'broker-auth': 'SASL_SCRAM_512_AUTH',
      'broker-secret-arn': secret('brokers'),
      'broker-subnet-ids': 'subnet-1,subnet-2',
      'broker-security-group-ids': 'sg-1',
      'kms-key-arns': `arn:aws:kms:${account}:key/1,arn:aws:kms:${account}:key/2`,
      'function-subnet-ids': 'subnet-3,subnet-4',
      'function-security-group-ids': 'sg-2',
      'consumer-group-id': 'my:group',
      'starting-position': 'LATEST',
      'minimum-pollers': '2',
      'maximum-pollers': '8',
      'partial-responses': 'true',
      'mapping-enabled': 'false',
      'timeout-seconds': '840',
    }))
  })

  test('is what CloudFormation accepts', () => {
    expect(templateFaults(template)).toEqual([])
  })

  test('signs in with the secret, from the network of the brokers, as the parameters say', () => {
    expect(propertiesOf(template, 'SinkEventSource')).toEqual({
      FunctionName: { 'Fn::GetAtt': ['SinkLambdaFunction', 'Arn'] },
      SelfManagedEventSource: {
        Endpoints: { KafkaBootstrapServers: ['one.example.com:9092', 'two.example.com:9092'] },
      },
      Topics: ['shop.orders'],
      SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'my:group' },
      StartingPosition: 'LATEST',
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 1,
      Enabled: false,
      ProvisionedPollerConfig: { MinimumPollers: '2', MaximumPollers: '8' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      SourceAccessConfigurations: [
        { Type: 'SASL_SCRAM_512_AUTH', URI: secret('brokers') },
        { Type: 'VPC_SUBNET', URI: 'subnet:subnet-1' },
        { Type: 'VPC_SUBNET', URI: 'subnet:subnet-2' },
        { Type: 'VPC_SECURITY_GROUP', URI: 'security_group:sg-1' },
      ],
    })
  })

  test('has partial responses read and given, both', () => {
    expect(propertiesOf(template, 'SinkEventSource')).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ProvisionedPollerConfig: expect.anything(),
    })
    expect(variablesOf(propertiesOf(template, 'SinkLambdaFunction'))).toMatchObject({
      SINK_PARTIAL_RESPONSES: 'true',
    })
  })

  test('puts the functions into their own network and gives the sink its time', () => {
    expect(propertiesOf(template, 'SinkLambdaFunction')).toMatchObject({ Timeout: 840 })
    for (const name of ['Sink', 'Ledger', 'Redrive']) {
      expect(propertiesOf(template, `${name}LambdaFunction`)).toMatchObject({
        VpcConfig: { SubnetIds: ['subnet-3', 'subnet-4'], SecurityGroupIds: ['sg-2'] },
      })
    }
    expect([...permissions(template, 'LedgerRole').keys()]).toEqual(
      expect.arrayContaining(['kms:Decrypt', ...networkActions]),
    )
  })

  test('allows both secrets and their keys, and nothing of MSK', () => {
    const key = (id: number) => `arn:aws:kms:${account}:key/${id}`
    expect(Object.fromEntries(permissions(template))).toEqual({
      ...logsOf('SinkLogGroup'),
      'secretsmanager:GetSecretValue': [secret('singlestore'), secret('brokers')],
      'kms:Decrypt': [key(1), key(2)],
      ...network,
    })
  })
})

describe('a deployment with parameters that are missing or wrong', () => {
  test('is packaged with examples, each of them named', async () => {
    const { said, template } = await packaged('examples', {})
    expect(said).toContain('topic is not set: give --param="topic=…"')
    expect(said).toContain('singlestore-endpoint is not set: give --param')
    expect(templateFaults(template)).toEqual([])
  })

  test('is refused before anything is built or sent, every fault at once', async () => {
    const refused = serverless(['deploy'], { source: 'self-managed', 'timeout-seconds': '900' })
    await expect(refused).rejects.toMatchObject({
      stdout: expect.stringMatching(
        /bootstrap-servers is not set.+broker-secret-arn is not set.+timeout-seconds=900 is not a whole number from 1 to 840/s,
      ),
    })
  })
})
