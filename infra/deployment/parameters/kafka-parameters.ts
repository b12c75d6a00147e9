import type { Parameter } from './parameter.ts'
import { arn, hostAndPort, keyArn, secretArn, securityGroupIds, subnetIds } from './patterns.ts'
import { flag, listOf, matching, oneOf, orEndless, wholeNumber } from './rule.ts'

/** Where records come from, and how Lambda reads and retries them. */
export const kafkaParameters = {
  topics: {
    rule: listOf('(?!\\.{1,2}(?:,|$))[A-Za-z0-9._-]{1,249}', 'the name of a topic'),
    standard: '',
    example: 'EXAMPLE',
    says: 'The topics, by comma or as a list; each gets an event source mapping and a consumer group of its own.',
  },
  source: {
    rule: oneOf('msk', 'self-managed'),
    standard: 'msk',
    says: '`msk`: Amazon MSK, serverless or not; `self-managed`: any other Kafka, Confluent Cloud included.',
  },
  'msk-cluster-arn': {
    rule: matching(
      `${arn}:kafka:[a-z0-9-]+:\\d{12}:cluster/[A-Za-z0-9-]+/[A-Za-z0-9-]+`,
      'the ARN of an MSK cluster, …:cluster/<name>/<id>; clusters of another account, by a VPC connection, are not supported',
    ),
    standard: '',
    example:
      'arn:aws:kafka:us-east-1:123456789012:cluster/EXAMPLE/00000000-0000-0000-0000-000000000000-0',
    says: 'With `source=msk`: the cluster.',
  },
  'bootstrap-servers': {
    rule: listOf(hostAndPort, 'host:port'),
    standard: '',
    example: 'EXAMPLE:9092',
    says: 'With `source=self-managed`: host:port, up to ten by comma.',
  },
  'broker-auth': {
    rule: matching('[A-Z0-9_]+', 'a sign-in'),
    standard: '',
    otherwise: '`IAM`; self-managed: `BASIC_AUTH`',
    says: 'How Lambda signs in at the brokers. MSK: `IAM`, `SASL_SCRAM_512_AUTH`, `CLIENT_CERTIFICATE_TLS_AUTH` or `NONE` (MSK Serverless: `IAM`). Self-managed: `BASIC_AUTH` (SASL/PLAIN, such as an API key of Confluent Cloud), `SASL_SCRAM_256_AUTH`, `SASL_SCRAM_512_AUTH`, `CLIENT_CERTIFICATE_TLS_AUTH`, `OAUTHBEARER_AUTH` or `NONE`.',
  },
  'broker-secret-arn': {
    rule: secretArn,
    standard: '',
    example: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:EXAMPLE',
    says: 'The secret of that sign-in: `{"username","password"}`; for certificates `{"certificate","privateKey","privateKeyPassword"}`; for OAuth `{"oauthTokenEndpointUrl","oauthClientId","oauthClientSecret"}`.',
  },
  'oauth-scope': {
    rule: matching(
      '[a-zA-Z0-9/*:_+=.@-]{1,200}',
      'up to 200 letters, digits and / * : _ + = . @ -',
    ),
    standard: '',
    says: 'With `OAUTHBEARER_AUTH`: the scope that the token is asked for.',
  },
  'oauth-audience': {
    rule: matching(
      '[a-zA-Z0-9/*:_+=.@-]{1,200}',
      'up to 200 letters, digits and / * : _ + = . @ -',
    ),
    standard: '',
    says: 'With `OAUTHBEARER_AUTH`: the audience of the token.',
  },
  'oauth-logical-cluster': {
    rule: matching('lkc-[a-z0-9]+', 'lkc-…'),
    standard: '',
    says: 'With `OAUTHBEARER_AUTH` at Confluent Cloud: the cluster, lkc-….',
  },
  'oauth-identity-pool': {
    rule: matching('pool-[A-Za-z0-9]+', 'pool-…'),
    standard: '',
    says: 'With `OAUTHBEARER_AUTH` at Confluent Cloud: the identity pool, pool-….',
  },
  'broker-ca-secret-arn': {
    rule: secretArn,
    standard: '',
    says: 'Self-managed: a secret `{"certificate"}` with the authority that signed the brokers’ certificates, where it is a private one.',
  },
  'broker-subnet-ids': {
    rule: subnetIds,
    standard: '',
    says: 'Self-managed: the subnets of private brokers. (Of an MSK cluster Lambda knows them.)',
  },
  'broker-security-group-ids': {
    rule: securityGroupIds,
    standard: '',
    says: 'Self-managed: the security groups for Lambda’s pollers in those subnets.',
  },
  'consumer-group-prefix': {
    // Lambda's own pattern for ConsumerGroupId.
    rule: matching(
      '[a-zA-Z0-9/*:_+=.@-]{1,150}',
      'up to 150 letters, digits and / * : _ + = . @ -',
    ),
    standard: '',
    otherwise: 'the stack’s name',
    says: 'A topic’s consumer group is `<prefix>-<topic>`. Another prefix makes new groups, which begin at the starting position; the ledger skips what is written already.',
  },
  'starting-position': {
    rule: oneOf('TRIM_HORIZON', 'LATEST'),
    standard: 'TRIM_HORIZON',
    says: 'Where a consumer group without offsets begins. `LATEST` can miss records while a mapping comes up.',
  },
  'batch-size': {
    rule: wholeNumber(1, 10_000),
    standard: '10000',
    says: 'Records in one event, at most; Lambda also stops at 6 MB.',
  },
  'batch-window-seconds': {
    rule: wholeNumber(0, 300),
    standard: '1',
    says: 'How long an event gathers records; 0 for the lowest latency.',
  },
  'mapping-enabled': {
    rule: oneOf('true', 'false', 'removed'),
    standard: 'true',
    says: '`false` pauses the sink; it goes on where it stopped. `removed` takes the mappings and what shows them (their alarms, the dashboard) away and leaves everything else: the first of [two steps](operations.md#upgrades) where a mapping is replaced.',
  },
  polling: {
    rule: oneOf('provisioned', 'on-demand'),
    standard: 'provisioned',
    says: '`provisioned`: pollers that are kept, and paid for; with partial responses, explicit retries and logs of the mapping. `on-demand`: no fee, and none of these.',
  },
  'minimum-pollers': {
    rule: wholeNumber(1, 200),
    standard: '1',
    says: 'Provisioned: pollers of each mapping that are always there.',
  },
  'maximum-pollers': {
    rule: wholeNumber(1, 2000),
    standard: '10',
    says: 'Provisioned: as far as Lambda scales; never beyond the topic’s partitions.',
  },
  'poller-group': {
    rule: matching('[A-Za-z0-9_-]{1,128}', 'up to 128 letters, digits, hyphens and underscores'),
    standard: '',
    otherwise: 'the stack’s name where the pollers stand in one network, else `none`',
    says: 'Provisioned: mappings of one group, in one network, share the pollers’ capacity, and its price. `none`: each mapping has its own.',
  },
  'partial-responses': {
    rule: flag,
    standard: '',
    otherwise: '`true` with provisioned polling',
    says: 'Provisioned: a partition that cannot go on is delivered again by itself, and the others go on.',
  },
  'maximum-retry-attempts': {
    rule: orEndless(wholeNumber(0, 10_000)),
    standard: '',
    otherwise: '10000, the largest; -1 with `on-failure=none`',
    says: 'Provisioned: how often Lambda delivers a batch again before it gives it up. -1 with a destination means 10.',
  },
  'maximum-record-age-seconds': {
    rule: orEndless(wholeNumber(60, 604_800)),
    standard: '-1',
    says: 'Provisioned: records older than this are given up.',
  },
  'halve-failed-batches': {
    rule: flag,
    standard: 'false',
    says: 'Provisioned: whether Lambda halves a batch that failed. The sink finds the one bad record by itself; halves are only more invocations.',
  },
  'mapping-log-level': {
    rule: oneOf('DEBUG', 'INFO', 'WARN'),
    standard: 'INFO',
    says: 'Provisioned: what the pollers write into the sink’s log group.',
  },
  'on-failure': {
    rule: matching(
      `s3|none|${arn}:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]|kafka://[^.][a-zA-Z0-9_.-]{0,248}`,
      's3, the ARN of a bucket, kafka://<topic> or none (queues of SQS and topics of SNS get no records, only where they were)',
    ),
    standard: 's3',
    says: 'Where a batch goes that Lambda gives up, and a record over 6 MB: `s3`, a bucket that the stack makes and keeps; the ARN of another bucket; `kafka://<topic>` of the same cluster (provisioned); `none`.',
  },
  'failed-batches-kms-key-arn': {
    rule: matching(keyArn, 'the ARN of a key, …:key/…, for IAM matches no alias'),
    standard: '',
    otherwise: 'S3’s own key',
    says: 'The customer key of that bucket.',
  },
  'failed-batches-days': {
    rule: wholeNumber(1, 3650),
    standard: '90',
    says: 'With `on-failure=s3`: for how many days a failed batch is listed in the bucket; it can be brought back for as long again.',
  },
} as const satisfies Readonly<Record<string, Parameter>>
