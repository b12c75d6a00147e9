import type { Report } from '../report.ts'
import { areKeyPair } from '../tls.ts'
import type { RegistryFields } from './registry-fields.ts'

/** Everything needed to ask the registry. */
export interface RegistryConnection {
  /** Never empty. */
  readonly urls: readonly string[]
  readonly login:
    | null
    | { readonly kind: 'basic'; readonly user: string; readonly password: string }
    | {
        readonly kind: 'bearer'
        readonly token: string
        readonly logicalCluster: string | null
        readonly identityPool: string | null
      }
  /** PEM; null means the authorities that Node trusts. */
  readonly ca: string | null
  /** Both or neither. */
  readonly clientCertificate: string | null
  readonly clientKey: string | null
}

/** Joins what the environment and the properties say with the secret: what is given explicitly wins. */
export function joinRegistry(
  explicit: RegistryFields,
  secret: RegistryFields | null,
  report: Report,
): RegistryConnection | null {
  const urls = explicit.urls ?? secret?.urls ?? null
  const either = (field: Exclude<keyof RegistryFields, 'urls'>) =>
    explicit[field] ?? secret?.[field] ?? null
  const fields: RegistryFields = {
    urls,
    user: either('user'),
    password: either('password'),
    token: either('token'),
    logicalCluster: either('logicalCluster'),
    identityPool: either('identityPool'),
    ca: either('ca'),
    clientCertificate: either('clientCertificate'),
    clientKey: either('clientKey'),
  }
  if (urls === null) {
    report(
      'no registry: set SINK_REGISTRY_URL (property value.converter.schema.registry.url), or put "url" into the secret SINK_REGISTRY_SECRET_ID',
    )
  }
  checkCertificates(fields, report)
  const login = readLogin(fields, report)
  if (urls === null) return null
  const { ca, clientCertificate, clientKey } = fields
  return { urls, login, ca, clientCertificate, clientKey }
}

function readLogin(fields: RegistryFields, report: Report): RegistryConnection['login'] {
  const { user, password, token, logicalCluster, identityPool } = fields
  if (token === null) {
    for (const [name, value] of [
      ['SINK_REGISTRY_LOGICAL_CLUSTER', logicalCluster],
      ['SINK_REGISTRY_IDENTITY_POOL', identityPool],
    ] as const) {
      if (value !== null)
        report(`${name}: goes with a token only; set SINK_REGISTRY_TOKEN or drop it`)
    }
    if (user !== null && password !== null) return { kind: 'basic', user, password }
    if (user !== null || password !== null) {
      const missing = user === null ? 'SINK_REGISTRY_USER' : 'SINK_REGISTRY_PASSWORD'
      report(`${missing}: missing; the user of the registry and the password go together`)
    }
    return null
  }
  if (user !== null || password !== null) {
    report(
      'SINK_REGISTRY_TOKEN: contradicts SINK_REGISTRY_USER and SINK_REGISTRY_PASSWORD; log in to the registry by one of both',
    )
  }
  return { kind: 'bearer', token, logicalCluster, identityPool }
}

function checkCertificates(fields: RegistryFields, report: Report): void {
  const { urls, ca, clientCertificate: certificate, clientKey: key } = fields
  if ((certificate === null) !== (key === null)) {
    report(
      certificate === null
        ? 'SINK_REGISTRY_CLIENT_CERT: missing; a client certificate and its key go together'
        : 'SINK_REGISTRY_CLIENT_KEY: missing; a client certificate and its key go together (an authority\'s certificate belongs into SINK_REGISTRY_CA, in the secret "ca")',
    )
  } else if (certificate !== null && key !== null && !areKeyPair(certificate, key)) {
    report('SINK_REGISTRY_CLIENT_KEY: is not the key of SINK_REGISTRY_CLIENT_CERT; give the pair')
  }
  const isPlain = urls?.every((url) => url.startsWith('http:')) === true
  if (isPlain && (ca !== null || certificate !== null || key !== null)) {
    report(
      'SINK_REGISTRY_URL: is http:// throughout, yet certificates are given; drop them or use https://',
    )
  }
}
