'use strict'

const matching = (pattern, expected) => ({
  accepts: (value) => new RegExp(`^(?:${pattern})$`).test(value),
  expected,
})
const listOf = (pattern, expected) =>
  matching(`${pattern}(?:,${pattern})*`, `${expected}, several by comma without blanks`)
const oneOf = (...values) => ({
  accepts: (value) => values.includes(value),
  expected: `one of ${values.join(', ')}`,
})
const integer = (low, high) => ({
  accepts: (value) => /^\d{1,5}$/.test(value) && Number(value) >= low && Number(value) <= high,
  expected: `a whole number from ${low} to ${high}`,
})
const optional = (rule) => ({ ...rule, optional: true })

const endpoint = '[^\\s:,/]+(?::\\d{1,5})?'
const arn = 'arn:aws[a-z-]*'
const secretArn = matching(
  `${arn}:secretsmanager:[^:]+:\\d{12}:secret:.+`,
  'the ARN of a secret in Secrets Manager',
)
const subnetIds = listOf('subnet-[0-9a-f]+', 'subnet-…')
const securityGroupIds = listOf('sg-[0-9a-f]+', 'sg-…')

/** What a value of each parameter of serverless.yml looks like; an `optional` one may be empty. */
module.exports = {
  source: oneOf('msk', 'self-managed'),
  'sink-name': matching(
    '[A-Za-z][A-Za-z0-9-]{0,29}',
    'up to 30 letters, digits and hyphens, a letter first',
  ),
  topic: matching('[A-Za-z0-9._-]{1,249}', 'the name of one topic'),
  'msk-cluster-arn': matching(
    `${arn}:kafka:[^:]+:\\d{12}:cluster/[^/]+/[^/]+`,
    'the ARN of an MSK cluster',
  ),
  'bootstrap-servers': listOf('[^\\s:,/]+:\\d{1,5}', 'host:port'),
  // That there is one of the first two: parameters.cjs.
  'singlestore-endpoint': optional(matching(endpoint, 'host:port')),
  'singlestore-ddl-endpoint': optional(matching(endpoint, 'host:port')),
  'singlestore-dml-endpoints': optional(listOf(endpoint, 'host:port')),
  'singlestore-database': matching('.+', 'the name of a database'),
  'singlestore-secret-arn': secretArn,
  'read-glue-schemas': oneOf('true', 'false'),
  'registry-secret-arn': optional(secretArn),
  // Which sign-ins there are depends on the source: parameters.cjs.
  'broker-auth': optional(matching('[A-Z0-9_]+', 'a sign-in')),
  'broker-secret-arn': optional(secretArn),
  'broker-ca-secret-arn': optional(secretArn),
  'broker-subnet-ids': optional(subnetIds),
  'broker-security-group-ids': optional(securityGroupIds),
  'kms-key-arns': optional(listOf(`${arn}:kms:[^:,]+:\\d{12}:key/[^,]+`, 'the ARN of a key')),
  'function-subnet-ids': optional(subnetIds),
  'function-security-group-ids': optional(securityGroupIds),
  // Lambda's own pattern for ConsumerGroupId.
  'consumer-group-id': optional(
    matching('[a-zA-Z0-9/*:_+=.@-]{1,200}', 'up to 200 letters, digits and / * : _ + = . @ -'),
  ),
  'starting-position': oneOf('TRIM_HORIZON', 'LATEST'),
  'batch-size': integer(1, 10_000),
  'batch-window-seconds': integer(0, 300),
  'minimum-pollers': optional(integer(1, 200)),
  'maximum-pollers': optional(integer(1, 2000)),
  'partial-responses': oneOf('true', 'false'),
  'mapping-enabled': oneOf('true', 'false'),
  'compact-daily': oneOf('true', 'false'),
  'redrive-bucket-arn': optional(matching(`${arn}:s3:::[a-z0-9.-]{3,63}`, 'the ARN of a bucket')),
  'memory-mb': integer(128, 10_240),
  'timeout-seconds': integer(1, 840),
  'log-retention-days': oneOf(
    ...[
      '1',
      '3',
      '5',
      '7',
      '14',
      '30',
      '60',
      '90',
      '120',
      '150',
      '180',
      '365',
      '400',
      '545',
      '731',
    ],
    ...['1096', '1827', '2192', '2557', '2922', '3288', '3653'],
  ),
}
