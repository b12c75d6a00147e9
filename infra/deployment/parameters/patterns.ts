import { listOf, matching } from './rule.ts'

export const arn = 'arn:aws[a-z-]*'

export const hostAndPort = '(?:\\[[0-9a-fA-F:]+\\]|[^\\s:,/\\[\\]]+):\\d{1,5}'

export const endpoint = '(?:\\[[0-9a-fA-F:]+\\]|[^\\s:,/\\[\\]]+)(?::\\d{1,5})?'

export const secretArn = matching(
  `${arn}:secretsmanager:[^:]+:\\d{12}:secret:.+`,
  'the ARN of a secret in Secrets Manager',
)

export const subnetIds = listOf('subnet-[0-9a-f]+', 'subnet-…')

export const securityGroupIds = listOf('sg-[0-9a-f]+', 'sg-…')
