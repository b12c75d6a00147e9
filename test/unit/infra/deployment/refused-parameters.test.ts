import { describe, expect, test } from 'vitest'
import { readParameters } from '../../../../infra/deployment/parameters/read-parameters.ts'
import type { Given } from '../../../../infra/deployment/parameters/reading.ts'
import { clusterArn, secretArn } from '../../../support/settings.ts'
import { judge, msk, noFile, selfManaged } from './given.ts'

describe('parameters are refused by name for', () => {
  const onDemand = { polling: 'on-demand' }
  test.each<[string, Given, string]>([
    [
      'a source that does not exist',
      { source: 'mks' },
      'source=mks is not one of msk, self-managed',
    ],
    [
      'a name that does not exist',
      { 'batch-sice': 1 },
      'batch-sice is no parameter; did you mean batch-size?',
    ],
    ['a name of nothing', { colour: 1 }, 'colour is no parameter; docs/deployment.md lists them'],
    ['the old name of topics', { topic: 'a' }, 'topic is no parameter: give topics'],
    ['the old name of the group', { 'consumer-group-id': 'a' }, 'give consumer-group-prefix'],
    ['a sink name that no stack can have', { 'sink-name': 'a_b' }, 'sink-name=a_b is not up to 30'],
    ['a topic with a blank inside', { topics: 'a b' }, 'topics=a b is not the name of a topic'],
    ['a topic without a name', { topics: 'a,,b' }, 'topics=a,,b is not'],
    ['a topic that Kafka refuses', { topics: '..' }, 'topics=.. is not'],
    ['a topic too long for Kafka', { topics: 'x'.repeat(250) }, 'is not the name of a topic'],
    ['a topic twice', { topics: 'a,b,a' }, 'topics names a twice'],
    [
      'more topics than the doctor can name',
      { topics: Array.from({ length: 200 }, (_, i) => `t${i}`) },
      'topics names 200',
    ],
    [
      'an ARN of something else',
      { 'msk-cluster-arn': secretArn('a') },
      'is not the ARN of an MSK cluster',
    ],
    [
      'half an ARN of a secret',
      { 'singlestore-secret-arn': 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop' },
      'is not the whole ARN',
    ],
    [
      'ARNs of two regions',
      { 'registry-secret-arn': secretArn('a').replace('eu-central-1', 'eu-west-1') },
      'registry-secret-arn is in eu-west-1 and the deployment in eu-central-1',
    ],
    [
      'a time-out over Lambda’s limit',
      { 'timeout-seconds': 841 },
      'timeout-seconds=841 is not a whole number from 1 to 840',
    ],
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
    [
      'more pollers at least than at most',
      { 'minimum-pollers': 10, 'maximum-pollers': 9 },
      'minimum-pollers=10 is larger than maximum-pollers=9',
    ],
    [
      'more pollers than a group has',
      { 'maximum-pollers': 1001, topics: 'a,b' },
      'maximum-pollers=1001 of 2 topics is more than the 2000',
    ],
    [
      'an answer that is neither yes nor no',
      { 'compact-daily': 'yes' },
      'compact-daily=yes is not one of true, false',
    ],
    [
      'a sign-in of the other source',
      { 'broker-auth': 'BASIC_AUTH' },
      'broker-auth=BASIC_AUTH with source=msk is not one of IAM,',
    ],
    [
      'a secret that IAM does not use',
      { 'broker-secret-arn': secretArn('a') },
      'broker-auth=IAM signs in without a secret',
    ],
    [
      'a login at MSK Serverless',
      {
        'msk-cluster-arn': `${clusterArn.slice(0, -2)}-s1`,
        'broker-auth': 'SASL_SCRAM_512_AUTH',
        'broker-secret-arn': secretArn('a'),
      },
      'does not exist on MSK Serverless',
    ],
    [
      'a network for an MSK cluster',
      { 'broker-subnet-ids': 'subnet-1', 'broker-security-group-ids': 'sg-1' },
      'broker-subnet-ids is for source=self-managed',
    ],
    ['OAuth at MSK', { 'oauth-scope': 'a' }, 'oauth-scope is for source=self-managed'],
    [
      'a cluster beside other brokers',
      { ...selfManaged, 'msk-cluster-arn': clusterArn },
      'msk-cluster-arn is for source=msk',
    ],
    [
      'OAuth without OAuth',
      { ...selfManaged, 'msk-cluster-arn': null, 'oauth-scope': 'a' },
      'oauth-scope is for broker-auth=OAUTHBEARER_AUTH',
    ],
    [
      'more brokers than Lambda takes',
      {
        ...selfManaged,
        'msk-cluster-arn': null,
        'bootstrap-servers': Array.from({ length: 11 }, (_, i) => `b${i}:9092`),
      },
      'more than ten brokers',
    ],
    [
      'a queue for failed batches',
      { 'on-failure': 'arn:aws:sqs:eu-central-1:123456789012:q' },
      'SQS and topics of SNS get no records',
    ],
    ['failed batches in what is read', { 'on-failure': 'kafka://orders' }, 'is one of topics'],
    [
      'the key of no bucket',
      { 'on-failure': 'none', 'failed-batches-days': 3 },
      'failed-batches-days is for a bucket',
    ],
    [
      'redriving from no bucket',
      { 'on-failure': 'none', 'redrive-on-arrival': true },
      'redrive-on-arrival=true needs a bucket',
    ],
    [
      'partial responses that Lambda would not read',
      { ...onDemand, 'partial-responses': true },
      'partial-responses=true needs polling=provisioned',
    ],
    [
      'retries on demand',
      { ...onDemand, 'maximum-retry-attempts': 5 },
      'maximum-retry-attempts needs polling=provisioned',
    ],
    [
      'pollers on demand',
      { ...onDemand, 'minimum-pollers': 1 },
      'minimum-pollers needs polling=provisioned',
    ],
    [
      'a topic for failures on demand',
      { ...onDemand, 'on-failure': 'kafka://failed' },
      'on-failure=kafka://failed needs polling=provisioned',
    ],
  ])('%s', (_, change, fault) => {
    expect(judge({ ...msk, ...change }).faults.join('\n')).toContain(fault)
  })

  test('all that is wrong at once, which is not said to be missing, too', () => {
    const { faults, unset } = judge({
      ...msk,
      source: 'x',
      'batch-size': 0,
      'singlestore-secret-arn': 'x',
      SINK_UPSERT: 'x',
    })
    expect(faults).toHaveLength(4)
    expect(unset).toEqual([])
  })

  test('a sink and a stage whose functions have no name in Lambda', () => {
    const name = { ...msk, 'sink-name': 'a'.repeat(30) }
    expect(readParameters('prod', null, name, noFile).faults).toEqual([])
    expect(readParameters('production', null, name, noFile).faults).toEqual([
      `sink-name=${'a'.repeat(30)} and the stage production make names of functions 2 letters longer than Lambda takes: shorten either`,
    ])
  })
})
