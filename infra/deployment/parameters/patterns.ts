import { listOf, matching } from './rule.ts'

export const arn = 'arn:aws[a-z-]*'

const host = '(?:\\[[0-9a-fA-F:]+\\]|[A-Za-z0-9][A-Za-z0-9._-]*)'

export const hostAndPort = `${host}:\\d{1,5}`

export const endpoint = `${host}(?::\\d{1,5})?`

// IAM would take an asterisk or a variable in a resource for many.
export const keyArn = `${arn}:kms:[a-z0-9-]+:\\d{12}:key/[0-9A-Za-z-]+`

export const secretArn = matching(
  `${arn}:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}`,
  'the whole ARN of a secret in Secrets Manager, to the six characters at its end',
)

export const subnetIds = listOf('subnet-[0-9a-f]+', 'subnet-…')

export const securityGroupIds = listOf('sg-[0-9a-f]+', 'sg-…')
