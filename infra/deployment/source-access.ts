import type { Brokers, MskSignIn, Network, SelfManagedSignIn } from './settings.ts'

interface Access {
  readonly Type: string
  readonly URI: string
  readonly [name: string]: string
}

/** How Lambda's pollers sign in at the brokers, whose certificates they trust, and in which network they stand. */
export function sourceAccess(brokers: Brokers): readonly Access[] {
  const login = signIn(brokers.signIn)
  if (brokers.kind === 'msk') return login
  const { caSecretArn, network } = brokers
  return [
    ...login,
    ...(caSecretArn === null ? [] : [access('SERVER_ROOT_CA_CERTIFICATE', caSecretArn)]),
    ...(network === null ? [] : inNetwork(network)),
  ]
}

function signIn(given: MskSignIn | SelfManagedSignIn): readonly Access[] {
  // Without any, Lambda signs in at MSK with IAM where the cluster has it.
  if (given.kind === 'IAM' || given.kind === 'NONE') return []
  const secret = access(given.kind, given.secretArn)
  if (given.kind !== 'OAUTHBEARER_AUTH') return [secret]
  const words = [
    ['OAUTHBEARER_SCOPE', given.scope],
    ['OAUTHBEARER_AUDIENCE', given.audience],
    ['OAUTHBEARER_LOGICAL_CLUSTER', given.logicalCluster],
    ['OAUTHBEARER_IDENTITY_POOL', given.identityPool],
  ] as const
  return [
    secret,
    ...words.flatMap(([type, value]) => (value === null ? [] : [access(type, value)])),
  ]
}

function inNetwork({ subnetIds, securityGroupIds }: Network): readonly Access[] {
  return [
    ...subnetIds.map((id) => access('VPC_SUBNET', `subnet:${id}`)),
    ...securityGroupIds.map((id) => access('VPC_SECURITY_GROUP', `security_group:${id}`)),
  ]
}

function access(type: string, uri: string): Access {
  return { Type: type, URI: uri }
}
