import type { Brokers, MskSignIn, SelfManagedSignIn } from '../settings.ts'
import { readNetwork } from './read-network.ts'
import type { Reading } from './reading.ts'

const mskSignIns = ['IAM', 'SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'NONE'] as const
const selfManagedSignIns = [
  'BASIC_AUTH',
  'SASL_SCRAM_256_AUTH',
  'SASL_SCRAM_512_AUTH',
  'CLIENT_CERTIFICATE_TLS_AUTH',
  'OAUTHBEARER_AUTH',
  'NONE',
] as const

const oauthWords = [
  'oauth-scope',
  'oauth-audience',
  'oauth-logical-cluster',
  'oauth-identity-pool',
] as const

/** Reads where the records come from and how Lambda signs in there. */
export function readBrokers(reading: Reading): Brokers {
  if (reading.text('source') === 'self-managed') return selfManaged(reading)
  if (reading.isGiven('msk-cluster-arn') || !reading.isGiven('bootstrap-servers'))
    return msk(reading)
  // The rest is of other brokers, too: what it would be against MSK helps nobody.
  reading.faults.push('bootstrap-servers is for source=self-managed: set source=self-managed')
  return selfManaged(reading)
}

function msk(reading: Reading): Brokers {
  reading.ignoreExamples(['bootstrap-servers'])
  reading.refuse(
    ['bootstrap-servers', 'broker-ca-secret-arn', 'broker-subnet-ids', 'broker-security-group-ids'],
    'is for source=self-managed; leave it empty with source=msk',
  )
  reading.refuse(oauthWords, 'is for source=self-managed with broker-auth=OAUTHBEARER_AUTH')
  const clusterArn = reading.required('msk-cluster-arn')
  const kind = chosen(reading, 'msk', mskSignIns)
  // The last part of the ARN of a cluster without servers ends in -s and a number.
  if (/-s\d+$/.test(clusterArn) && kind !== 'IAM') {
    reading.faults.push(
      `broker-auth=${kind} does not exist on MSK Serverless, which msk-cluster-arn names: it takes IAM only`,
    )
    return { kind: 'msk', clusterArn, signIn: { kind: 'IAM' } }
  }
  return { kind: 'msk', clusterArn, signIn: mskSignIn(reading, kind) }
}

function mskSignIn(reading: Reading, kind: (typeof mskSignIns)[number]): MskSignIn {
  if (kind === 'NONE') {
    reading.warnings.push(
      'broker-auth=NONE: where the cluster has IAM switched on, Lambda signs in with that all the same, and is refused; give broker-auth=IAM there',
    )
  }
  if (kind === 'IAM' || kind === 'NONE') return withoutSecret(reading, kind)
  const secretArn = reading.required('broker-secret-arn')
  if (kind === 'SASL_SCRAM_512_AUTH') judgeScramSecret(reading, secretArn)
  return { kind, secretArn }
}

/** @see https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-limitations.html */
function judgeScramSecret(reading: Reading, secretArn: string): void {
  if (!reading.isGiven('broker-secret-arn')) return
  if (!secretArn.includes(':secret:AmazonMSK_')) {
    reading.faults.push(
      'broker-secret-arn: MSK takes a secret only if its name begins with AmazonMSK_',
    )
  }
  if (!reading.isGiven('kms-key-arns')) {
    reading.warnings.push(
      'kms-key-arns is empty: MSK takes no secret under the default key, so the role needs the customer key of broker-secret-arn',
    )
  }
}

function selfManaged(reading: Reading): Brokers {
  reading.ignoreExamples(['msk-cluster-arn'])
  reading.refuse(['msk-cluster-arn'], 'is for source=msk; leave it empty with source=self-managed')
  const bootstrapServers = reading.required('bootstrap-servers').split(',')
  if (bootstrapServers.length > 10) {
    reading.faults.push('bootstrap-servers names more than ten brokers: Lambda takes ten')
  }
  const signIn = selfManagedSignIn(reading, chosen(reading, 'self-managed', selfManagedSignIns))
  return {
    kind: 'self-managed',
    bootstrapServers,
    signIn,
    caSecretArn: reading.text('broker-ca-secret-arn'),
    network: readNetwork(reading, 'broker-subnet-ids', 'broker-security-group-ids'),
  }
}

function selfManagedSignIn(
  reading: Reading,
  kind: (typeof selfManagedSignIns)[number],
): SelfManagedSignIn {
  if (kind !== 'OAUTHBEARER_AUTH') {
    reading.refuse(oauthWords, 'is for broker-auth=OAUTHBEARER_AUTH')
  }
  if (kind === 'NONE') return withoutSecret(reading, kind)
  const secretArn = reading.required('broker-secret-arn')
  if (kind !== 'OAUTHBEARER_AUTH') return { kind, secretArn }
  return {
    kind,
    secretArn,
    scope: reading.text('oauth-scope'),
    audience: reading.text('oauth-audience'),
    logicalCluster: reading.text('oauth-logical-cluster'),
    identityPool: reading.text('oauth-identity-pool'),
  }
}

/** The first one is meant where none is given. */
function chosen<Kind extends string>(
  reading: Reading,
  source: string,
  possible: readonly [Kind, ...Kind[]],
): Kind {
  const given = reading.text('broker-auth') ?? possible[0]
  const found = possible.find((name) => name === given)
  if (found !== undefined) return found
  reading.faults.push(
    `broker-auth=${given} with source=${source} is not one of ${possible.join(', ')}${/^IAM/.test(given) ? '; IAM is for source=msk' : ''}`,
  )
  return possible[0]
}

function withoutSecret<Kind extends string>(reading: Reading, kind: Kind): { readonly kind: Kind } {
  reading.ignoreExamples(['broker-secret-arn'])
  reading.refuse(['broker-secret-arn'], `is set, but broker-auth=${kind} signs in without a secret`)
  return { kind }
}
