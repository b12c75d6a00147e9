import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'

interface Judgement {
  readonly faults: readonly string[]
  readonly unset: readonly string[]
}
const require = createRequire(import.meta.url)
const {
  parameterFaults,
}: {
  parameterFaults(given: Record<string, unknown>): Judgement
} = require('../../../infra/serverless-plugin/parameters.cjs')
type SourceAccess = (options: {
  resolveVariable(address: string): Promise<unknown>
}) => Promise<unknown>
const brokerAccess: SourceAccess = require('../../../infra/broker-access.cjs')

const secret = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kafka-AbCdEf'
const complete = {
  source: 'msk',
  'sink-name': 'orders',
  topic: 'orders',
  'msk-cluster-arn': 'arn:aws:kafka:eu-central-1:123456789012:cluster/events/4f1c-2',
  'singlestore-endpoint': 'svc.example.com:3306',
  'singlestore-database': 'shop',
  'singlestore-secret-arn': secret,
  'starting-position': 'TRIM_HORIZON',
  'batch-size': 10_000,
  'batch-window-seconds': 1,
  'partial-responses': false,
  'mapping-enabled': true,
  'read-glue-schemas': false,
  'compact-daily': true,
  'memory-mb': 1769,
  'timeout-seconds': 300,
  'log-retention-days': 30,
}
const selfManaged = {
  ...complete,
  source: 'self-managed',
  'bootstrap-servers': 'one.example.com:9092,two.example.com:9092',
  'broker-secret-arn': secret,
}

describe('the parameters of a deployment', () => {
  test('are fine when what the source needs is given', () => {
    expect(parameterFaults(complete)).toEqual({ faults: [], unset: [] })
    expect(parameterFaults(selfManaged)).toEqual({ faults: [], unset: [] })
    const provisioned = { 'minimum-pollers': 1, 'maximum-pollers': 2, 'partial-responses': true }
    expect(parameterFaults({ ...complete, ...provisioned }).faults).toEqual([])
  })

  test('are unset while they are empty, or an example, and the chosen source needs them', () => {
    expect(
      parameterFaults({
        ...complete,
        'sink-name': 'EXAMPLE',
        'msk-cluster-arn': null,
        'bootstrap-servers': 'EXAMPLE:9092',
      }).unset,
    ).toEqual(['sink-name', 'msk-cluster-arn'])
    const { 'bootstrap-servers': _, 'broker-secret-arn': __, ...without } = selfManaged
    expect(parameterFaults(without).unset).toEqual(['bootstrap-servers', 'broker-secret-arn'])
  })

  test('want an endpoint of SingleStore: one, or that for DDL with or without those for DML', () => {
    const { 'singlestore-endpoint': one, ...none } = complete
    const ddl = { 'singlestore-ddl-endpoint': one }
    const both = { ...ddl, 'singlestore-dml-endpoints': 'a.example.com:3306,b.example.com' }
    expect(parameterFaults(none).unset).toEqual(['singlestore-endpoint'])
    expect(parameterFaults({ ...none, ...ddl })).toEqual({ faults: [], unset: [] })
    expect(parameterFaults({ ...none, ...both })).toEqual({ faults: [], unset: [] })
    expect(parameterFaults({ ...complete, ...both }).faults).toEqual([
      'singlestore-endpoint stands in place of singlestore-ddl-endpoint and singlestore-dml-endpoints: leave either empty',
    ])
    expect(parameterFaults({ ...both, ...none, 'singlestore-ddl-endpoint': '' }).faults).toEqual([
      'singlestore-ddl-endpoint is not set: singlestore-dml-endpoints needs it',
    ])
  })

  test.each<[string, Record<string, unknown>, string]>([
    [
      'a source that does not exist',
      { source: 'mks' },
      'source=mks is not one of msk, self-managed',
    ],
    ['a name that does not exist', { topics: 'a' }, 'topics is no parameter; there are source'],
    ['a sink name that no stack can have', { 'sink-name': 'a_b' }, 'sink-name=a_b is not up to 30'],
    ['two topics', { topic: 'a,b' }, 'topic=a,b is not the name of one topic'],
    ['an ARN of something else', { 'msk-cluster-arn': secret }, 'is not the ARN of an MSK cluster'],
    ['a time-out over Lambda’s limit', { 'timeout-seconds': 841 }, 'timeout-seconds=841 is not'],
    ['a number that is none', { 'batch-size': '1e4' }, 'a whole number from 1 to 10000'],
    [
      'a position Lambda does not know',
      { 'starting-position': 'EARLIEST' },
      'TRIM_HORIZON, LATEST',
    ],
    [
      'subnets without a security group',
      { 'function-subnet-ids': 'subnet-1a' },
      'function-security-group-ids is not set: function-subnet-ids and',
    ],
    ['half of provisioned mode', { 'minimum-pollers': 2 }, 'maximum-pollers is not set'],
    [
      'more pollers at least than at most',
      { 'minimum-pollers': 10, 'maximum-pollers': 9 },
      'minimum-pollers is larger than maximum-pollers',
    ],
    [
      'partial responses that Lambda would not read',
      { 'partial-responses': true },
      'partial-responses=true needs minimum-pollers and maximum-pollers',
    ],
    [
      'an answer that is neither yes nor no',
      { 'compact-daily': 'yes' },
      'compact-daily=yes is not one of true, false',
    ],
    [
      'a permission for Glue that is neither given nor not',
      { 'read-glue-schemas': 'orders' },
      'read-glue-schemas=orders is not one of true, false',
    ],
    [
      'a bucket that is no ARN',
      { 'redrive-bucket-arn': 's3://failed' },
      'redrive-bucket-arn=s3://failed is not the ARN of a bucket',
    ],
    [
      'a sign-in of the other source',
      { 'broker-auth': 'BASIC_AUTH' },
      'broker-auth=BASIC_AUTH with source=msk is not one of IAM,',
    ],
    [
      'a secret that IAM does not use',
      { 'broker-secret-arn': secret },
      'broker-auth=IAM signs in without a secret',
    ],
    [
      'a network for an MSK cluster',
      { 'broker-subnet-ids': 'subnet-1', 'broker-security-group-ids': 'sg-1' },
      'broker-subnet-ids is for source=self-managed',
    ],
  ])('are refused by name for %s', (_, change, fault) => {
    const { faults } = parameterFaults({ ...complete, ...change })
    expect(faults.join('\n')).toContain(fault)
  })

  test('are judged together, and one that is a variable still only when it is resolved', () => {
    const { faults } = parameterFaults({
      ...complete,
      source: 'x',
      'batch-size': 0,
      topic: '\u0024{ssm:t}',
    })
    expect(faults).toHaveLength(2)
  })
})

describe('the access of the pollers to the brokers', () => {
  const access = (given: Record<string, unknown>) =>
    brokerAccess({ resolveVariable: async (address) => given[address.slice('param:'.length)] })

  test('is left out where IAM decides', async () => {
    expect(await access(complete)).toEqual({ Ref: 'AWS::NoValue' })
  })

  test('names the secret with the sign-in that the source means', async () => {
    expect(await access(selfManaged)).toEqual([{ Type: 'BASIC_AUTH', URI: secret }])
    expect(
      await access({
        ...complete,
        'broker-auth': 'SASL_SCRAM_512_AUTH',
        'broker-secret-arn': secret,
      }),
    ).toEqual([{ Type: 'SASL_SCRAM_512_AUTH', URI: secret }])
  })

  test('has an entry for each subnet, each security group and the brokers’ CA', async () => {
    expect(
      await access({
        ...selfManaged,
        'broker-auth': 'NONE',
        'broker-secret-arn': '',
        'broker-ca-secret-arn': secret,
        'broker-subnet-ids': 'subnet-1,subnet-2',
        'broker-security-group-ids': 'sg-1',
      }),
    ).toEqual([
      { Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: secret },
      { Type: 'VPC_SUBNET', URI: 'subnet:subnet-1' },
      { Type: 'VPC_SUBNET', URI: 'subnet:subnet-2' },
      { Type: 'VPC_SECURITY_GROUP', URI: 'security_group:sg-1' },
    ])
  })
})
