import { describe, expect, test } from 'vitest'
import { readParameters } from '../../../../infra/deployment/parameters/read-parameters.ts'
import type { Given } from '../../../../infra/deployment/parameters/reading.ts'
import { clusterArn, secretArn } from '../../../support/settings.ts'
import { judge, msk, noFile, selfManaged } from './given.ts'

const snsTopics = (count: number) =>
  Array.from({ length: count }, (_, i) => `arn:aws:sns:eu-central-1:123456789012:on-call-${i}`)

describe('parameters are refused by name for', () => {
  const onDemand = { polling: 'on-demand' }
  test.each<[string, Given, ...string[]]>([
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
    [
      'the old name of topics',
      { topic: 'a' },
      'topic is no parameter: give topics, one or several by comma',
    ],
    [
      'the old name of the group',
      { 'consumer-group-id': 'a' },
      'consumer-group-id is no parameter: give consumer-group-prefix; each topic has a group <prefix>-<topic>',
    ],
    [
      'a sink name that no stack can have',
      { 'sink-name': 'a_b' },
      'sink-name=a_b is not up to 30 letters, digits and hyphens, a letter first',
    ],
    [
      'a topic with a blank inside',
      { topics: 'a b' },
      'topics=a b is not the name of a topic, several by comma',
    ],
    [
      'a topic without a name',
      { topics: 'a,,b' },
      'topics=a,,b is not the name of a topic, several by comma',
    ],
    [
      'a topic that Kafka refuses',
      { topics: '..' },
      'topics=.. is not the name of a topic, several by comma',
    ],
    [
      'a topic too long for Kafka',
      { topics: 'x'.repeat(250) },
      `topics=${'x'.repeat(250)} is not the name of a topic, several by comma`,
    ],
    ['a topic twice', { topics: 'a,b,a' }, 'topics names a twice'],
    [
      'more topics than the doctor can name',
      { topics: Array.from({ length: 200 }, (_, i) => `t${i}`) },
      "topics names 200: their mappings do not fit into the 4096 bytes of the doctor's variables; read some of them with another sink-name, or put options into SINK_PROPERTIES_FILE",
    ],
    [
      'more recipients than an alarm has',
      { 'alarm-topic-arns': snsTopics(6) },
      'alarm-topic-arns names 6, and CloudWatch tells 5 of an alarm: subscribe the others to one of these topics',
    ],
    [
      'more recipients than an alarm has, an address among them',
      { 'alarm-topic-arns': snsTopics(5), 'alarm-email': 'on-call@example.com' },
      'alarm-topic-arns names 5, and CloudWatch tells 4 of an alarm beside alarm-email: subscribe the others to one of these topics',
    ],
    [
      'an ARN of something else',
      { 'msk-cluster-arn': secretArn('a') },
      'msk-cluster-arn=arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-AbCdEf is not the ARN of an MSK cluster, …:cluster/<name>/<id>; clusters of another account, by a VPC connection, are not supported',
    ],
    [
      'half an ARN of a secret',
      { 'singlestore-secret-arn': 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop' },
      'singlestore-secret-arn=arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop is not the whole ARN of a secret in Secrets Manager, to the six characters at its end',
    ],
    [
      'the alias of a key',
      { 'kms-key-arns': 'arn:aws:kms:eu-central-1:123456789012:alias/sink' },
      'kms-key-arns=arn:aws:kms:eu-central-1:123456789012:alias/sink is not the ARN of a key, …:key/…, for IAM matches no alias, several by comma',
    ],
    [
      'a map where there is no place for one',
      { topics: { orders: 1 } },
      'topics={"orders":1} is not the name of a topic, several by comma',
    ],
    [
      'brokers without a port',
      { ...selfManaged, 'msk-cluster-arn': null, 'bootstrap-servers': 'a:9092,b' },
      'bootstrap-servers=a:9092,b is not host:port, several by comma',
    ],
    [
      'the old name of the bucket',
      { 'redrive-bucket-arn': 'arn:aws:s3:::failed' },
      'redrive-bucket-arn is no parameter: give on-failure=<ARN of the bucket>',
    ],
    [
      'ARNs of two regions',
      { 'registry-secret-arn': secretArn('a').replace('eu-central-1', 'eu-west-1') },
      'registry-secret-arn is in eu-west-1 and the deployment in eu-central-1: all must be in one region',
    ],
    [
      'ARNs of two partitions',
      { 'on-failure': 'arn:aws-cn:s3:::failed-batches' },
      'on-failure begins with arn:aws-cn and msk-cluster-arn with arn:aws: all must be of one partition',
    ],
    [
      'a time-out over Lambda’s limit',
      { 'timeout-seconds': 841 },
      'timeout-seconds=841 is not a whole number from 1 to 840',
    ],
    [
      'a number that is none',
      { 'batch-size': '1e4' },
      'batch-size=1e4 is not a whole number from 1 to 10000',
    ],
    [
      'a position Lambda does not know',
      { 'starting-position': 'EARLIEST' },
      'starting-position=EARLIEST is not one of TRIM_HORIZON, LATEST',
    ],
    [
      'subnets without a security group',
      { 'function-subnet-ids': 'subnet-1a' },
      'function-security-group-ids is not set: function-subnet-ids and function-security-group-ids go together',
    ],
    [
      'more pollers at least than at most',
      { 'minimum-pollers': 10, 'maximum-pollers': 9 },
      'minimum-pollers=10 is larger than maximum-pollers=9',
    ],
    [
      'more pollers than a group has',
      { 'maximum-pollers': 1001, topics: 'a,b' },
      'maximum-pollers=1001 of 2 topics is more than the 2000 that Lambda gives a poller group: give fewer, or poller-group=none',
    ],
    [
      'an answer that is neither yes nor no',
      { 'compact-daily': 'yes' },
      'compact-daily=yes is not one of true, false',
    ],
    [
      'a sign-in of the other source',
      { 'broker-auth': 'BASIC_AUTH' },
      'broker-auth=BASIC_AUTH with source=msk is not one of IAM, SASL_SCRAM_512_AUTH, CLIENT_CERTIFICATE_TLS_AUTH, NONE',
    ],
    [
      'a sign-in of MSK at brokers of other kinds',
      { ...selfManaged, 'msk-cluster-arn': null, 'broker-auth': 'IAM_AUTH' },
      'broker-auth=IAM_AUTH with source=self-managed is not one of BASIC_AUTH, SASL_SCRAM_256_AUTH, SASL_SCRAM_512_AUTH, CLIENT_CERTIFICATE_TLS_AUTH, OAUTHBEARER_AUTH, NONE; IAM is for source=msk',
    ],
    [
      'a secret that IAM does not use',
      { 'broker-secret-arn': secretArn('a') },
      'broker-secret-arn is set, but broker-auth=IAM signs in without a secret',
    ],
    [
      'a login at MSK Serverless',
      {
        'msk-cluster-arn': `${clusterArn.slice(0, -2)}-s1`,
        'broker-auth': 'SASL_SCRAM_512_AUTH',
        'broker-secret-arn': secretArn('a'),
      },
      'broker-auth=SASL_SCRAM_512_AUTH does not exist on MSK Serverless, which msk-cluster-arn names: it takes IAM only',
    ],
    [
      'a network for an MSK cluster',
      { 'broker-subnet-ids': 'subnet-1', 'broker-security-group-ids': 'sg-1' },
      'broker-subnet-ids is for source=self-managed; leave it empty with source=msk',
      'broker-security-group-ids is for source=self-managed; leave it empty with source=msk',
    ],
    [
      'OAuth at MSK',
      { 'oauth-scope': 'a' },
      'oauth-scope is for source=self-managed with broker-auth=OAUTHBEARER_AUTH',
    ],
    [
      'a cluster beside other brokers',
      { ...selfManaged, 'msk-cluster-arn': clusterArn },
      'msk-cluster-arn is for source=msk; leave it empty with source=self-managed',
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
      'bootstrap-servers names more than ten brokers: Lambda takes ten',
    ],
    [
      'a queue for failed batches',
      { 'on-failure': 'arn:aws:sqs:eu-central-1:123456789012:q' },
      'on-failure=arn:aws:sqs:eu-central-1:123456789012:q is not s3, the ARN of a bucket, kafka://<topic> or none (queues of SQS and topics of SNS get no records, only where they were)',
    ],
    [
      'failed batches in what is read',
      { 'on-failure': 'kafka://orders' },
      'on-failure=kafka://orders is one of topics: failed batches would be read again',
    ],
    [
      'the key of no bucket',
      { 'on-failure': 'none', 'failed-batches-days': 3 },
      'failed-batches-days is for a bucket, and on-failure=none',
    ],
    [
      'redriving from no bucket',
      { 'on-failure': 'none', 'redrive-on-arrival': true },
      'redrive-on-arrival=true needs a bucket, and on-failure=none',
    ],
    [
      'partial responses that Lambda would not read',
      { ...onDemand, 'partial-responses': true },
      'partial-responses=true needs polling=provisioned: without it Lambda commits what the sink reports as failed',
    ],
    [
      'retries on demand',
      { ...onDemand, 'maximum-retry-attempts': 5 },
      'maximum-retry-attempts needs polling=provisioned: Lambda takes it nowhere else',
    ],
    [
      'pollers on demand',
      { ...onDemand, 'minimum-pollers': 1 },
      'minimum-pollers needs polling=provisioned: Lambda takes it nowhere else',
    ],
    [
      'a topic for failures on demand',
      { ...onDemand, 'on-failure': 'kafka://failed' },
      'on-failure=kafka://failed needs polling=provisioned; an S3 bucket does not',
    ],
  ])('%s', (_, change, ...faults) => {
    expect(judge({ ...msk, ...change }).faults).toEqual(faults)
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
