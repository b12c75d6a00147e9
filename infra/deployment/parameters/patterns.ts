import { listOf, matching } from './rule.ts'

export const arn = 'arn:aws[a-z-]*'

export const hostAndPort = '(?:\\[[0-9a-fA-F:]+\\]|[^\\s:,/\\[\\]]+):\\d{1,5}'

export const endpoint = '(?:\\[[0-9a-fA-F:]+\\]|[^\\s:,/\\[\\]]+)(?::\\d{1,5})?'

export const secretArn = matching(
  `${arn}:secretsmanager:[^:]+:\\d{12}:secret:[^,]+-[A-Za-z0-9]{6}`,
  'the whole ARN of a secret in Secrets Manager, to the six characters at its end',
)

export const subnetIds = listOf('subnet-[0-9a-f]+', 'subnet-…')

export const securityGroupIds = listOf('sg-[0-9a-f]+', 'sg-…')
