import type { Parameter } from './parameter.ts'
import { arn, endpoint, keyArn, secretArn, securityGroupIds, subnetIds } from './patterns.ts'
import { flag, listOf, matching, oneOf, wholeNumber } from './rule.ts'

/** Where records go, what the functions are made of, and who hears of them. */
export const stackParameters = {
  'sink-name': {
    rule: matching(
      '[A-Za-z][A-Za-z0-9-]{0,29}',
      'up to 30 letters, digits and hyphens, a letter first',
    ),
    standard: '',
    example: 'EXAMPLE',
    says: 'Separates this deployment’s ledger from every other’s in the database, for good: a renamed sink forgets what it has written. Also names the stack, `singlestore-sink-<sink-name>-<stage>`.',
  },
  'singlestore-endpoint': {
    rule: matching(endpoint, 'host:port'),
    standard: '',
    example: 'EXAMPLE',
    says: 'The workspace’s endpoint, host or host:port.',
  },
  'singlestore-ddl-endpoint': {
    rule: matching(endpoint, 'host:port'),
    standard: '',
    says: 'In place of it, of a cluster of your own: the master aggregator.',
  },
  'singlestore-dml-endpoints': {
    rule: listOf(endpoint, 'host:port'),
    standard: '',
    otherwise: 'the endpoint for DDL',
    says: 'And those that rows are loaded through.',
  },
  'singlestore-database': {
    rule: matching('.+', 'the name of a database'),
    standard: '',
    example: 'EXAMPLE',
    says: 'The database; it must exist.',
  },
  'singlestore-secret-arn': {
    rule: secretArn,
    standard: '',
    example: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:EXAMPLE',
    says: 'Full ARN of a secret: JSON with `username` and `password`.',
  },
  'registry-secret-arn': {
    rule: secretArn,
    standard: '',
    says: 'A secret with the login of a Confluent registry, such as `{"url","username","password"}`. A registry without a login needs `SINK_REGISTRY_URL` only.',
  },
  'read-glue-schemas': {
    rule: flag,
    standard: 'false',
    says: 'Whether the functions may read the schemas that records name in AWS Glue, of their own account and region.',
  },
  'kms-key-arns': {
    rule: listOf(keyArn, 'the ARN of a key, …:key/…, for IAM matches no alias'),
    standard: '',
    says: 'Customer keys that encrypt any of the secrets.',
  },
  'function-subnet-ids': {
    rule: subnetIds,
    standard: '',
    says: 'The functions’ own network: needed where SingleStore has a private endpoint only.',
  },
  'function-security-group-ids': {
    rule: securityGroupIds,
    standard: '',
    says: 'Its security groups.',
  },
  'memory-mb': {
    rule: wholeNumber(128, 10_240),
    standard: '1769',
    says: 'Memory of the sink and of redrive; 1769 MB are one whole vCPU.',
  },
  'timeout-seconds': {
    rule: wholeNumber(1, 840),
    standard: '300',
    says: 'How long one invocation of the sink may take; Lambda allows a function that reads Kafka 840 s.',
  },
  'reserved-concurrency': {
    rule: wholeNumber(1, 10_000),
    standard: '',
    otherwise: 'the account’s',
    says: 'How many invocations of the sink may run at once; as many connections go to SingleStore.',
  },
  'log-retention-days': {
    rule: oneOf(
      ...['1', '3', '5', '7', '14', '30', '60', '90', '120', '150', '180', '365', '400', '545'],
      ...['731', '1096', '1827', '2192', '2557', '2922', '3288', '3653'],
    ),
    standard: '30',
    says: 'How long CloudWatch keeps the logs.',
  },
  tracing: {
    rule: flag,
    standard: 'false',
    says: 'Whether X-Ray traces the functions.',
  },
  'redrive-on-arrival': {
    rule: flag,
    standard: 'false',
    says: 'With `on-failure=s3` or a bucket (one of your own must send its events to EventBridge): whether the redrive function takes each failed batch as it arrives. Not under upsert or deletes without a version column: a late batch may write over newer rows.',
  },
  'compact-daily': {
    rule: flag,
    standard: 'true',
    says: 'Merges the ledger’s old ranges once a day, so that it stays small.',
  },
  alarms: { rule: flag, standard: 'true', says: 'Whether there are alarms.' },
  'alarm-email': {
    rule: matching('[^\\s@,]+@[^\\s@,]+', 'an address'),
    standard: '',
    says: 'An address that alarms are sent to, once it has confirmed that it wants them.',
  },
  'alarm-topic-arns': {
    rule: listOf(`${arn}:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_.-]+`, 'the ARN of a topic of SNS'),
    standard: '',
    says: 'Topics of SNS that alarms are sent to.',
  },
  'alarm-lag-records': {
    rule: wholeNumber(1, 999_999_999),
    standard: '100000',
    says: 'How many records a partition may be behind before the alarm.',
  },
  'alarm-age-seconds': {
    rule: wholeNumber(1, 604_800),
    standard: '900',
    says: 'How old the oldest record of an event may be before the alarm.',
  },
  dashboard: { rule: flag, standard: 'true', says: 'Whether there is a dashboard.' },
} as const satisfies Readonly<Record<string, Parameter>>
