import { ConfigError } from '../errors.ts'
import {
  type ConnectionFields,
  type ConnectionOption,
  readConnectionFields,
} from './connection-fields.ts'
import type { Endpoints } from './endpoint.ts'
import { deepFreeze } from './freeze.ts'
import type { Report } from './report.ts'
import { gatherSecret } from './secret-fields.ts'
import { areKeyPair, type Tls } from './tls.ts'

/** Everything needed to log in. */
export interface Connection {
  readonly endpoints: Endpoints
  readonly database: string
  readonly user: string
  readonly password: string | null
  readonly tls: Tls
  readonly connectTimeoutMs: number
}

export const defaultConnectTimeoutMs = 10_000

/**
 * Joins what the environment and the properties say with the fields of the secret (null where there is none): what is
 * given explicitly wins, endpoints as a whole.
 * @throws ConfigError with every fault: an unknown field, a missing endpoint or database, contradictory TLS
 */
export function completeConnection(
  config: { readonly connection: ConnectionFields },
  secretFields: Readonly<Record<string, unknown>> | null,
): Connection {
  const explicit = config.connection
  const secret = secretFields === null ? null : readSecret(secretFields)
  const faults: string[] = []
  const report = (fault: string) => faults.push(fault)
  const endpoints = explicit.endpoints ?? secret?.endpoints ?? null
  const database = explicit.database ?? secret?.database ?? null
  reportGaps({ endpoints: endpoints !== null, database: database !== null }, report)
  const tls = joinTls(explicit, secret, report)
  if (endpoints === null || database === null || tls === null) throw new ConfigError(faults)
  return deepFreeze({
    endpoints,
    database,
    user: explicit.user ?? secret?.user ?? 'root',
    password: explicit.password ?? secret?.password ?? null,
    tls,
    connectTimeoutMs:
      explicit.connectTimeoutMs ?? secret?.connectTimeoutMs ?? defaultConnectTimeoutMs,
  })
}

/** Finds at cold start what `completeConnection` would refuse later, where no secret can fill the gaps. */
export function checkWithoutSecret(
  fields: ConnectionFields,
  isGiven: (option: ConnectionOption) => boolean,
  report: Report,
): void {
  const endpoints = (['clientEndpoint', 'ddlEndpoint', 'dmlEndpoints'] as const).some(isGiven)
  reportGaps({ endpoints, database: isGiven('database') }, report)
  // A certificate that was given but could not be read has its own fault; to call it missing would mislead.
  const unread = (['ca', 'clientCertificate', 'clientKey'] as const).some(
    (option) => isGiven(option) && fields[option] === null,
  )
  if (!unread) joinTls(fields, null, report)
}

function readSecret(fields: Readonly<Record<string, unknown>>): ConnectionFields {
  const faults: string[] = []
  const report = (fault: string) => faults.push(fault)
  const read = readConnectionFields({ get: gatherSecret(fields, report), readFile: null }, report)
  if (faults.length > 0) throw new ConfigError(faults)
  return read
}

function reportGaps(
  found: { readonly endpoints: boolean; readonly database: boolean },
  report: Report,
): void {
  if (!found.endpoints) {
    report(
      'no endpoint: set SINGLESTORE_ENDPOINT (property connection.clientEndpoint), or SINGLESTORE_DDL_ENDPOINT (property connection.ddlEndpoint), or put "endpoint" into the secret',
    )
  }
  if (!found.database) {
    report(
      'no database: set SINGLESTORE_DATABASE (property connection.database), or put "database" into the secret',
    )
  }
}

function joinTls(
  explicit: ConnectionFields,
  secret: ConnectionFields | null,
  report: Report,
): Tls | null {
  const mode = explicit.tlsMode ?? secret?.tlsMode ?? 'verify-full'
  const given = explicit.ca ?? secret?.ca ?? null
  const clientCertificate = explicit.clientCertificate ?? secret?.clientCertificate ?? null
  const clientKey = explicit.clientKey ?? secret?.clientKey ?? null
  const option = 'SINGLESTORE_TLS (property params.sslMode)'
  if (mode === 'disabled') {
    if (given === null && clientCertificate === null && clientKey === null) return { mode }
    report(`${option}: disabled, yet certificates are given; drop them or set verify-full`)
    return null
  }
  if (!arePair(clientCertificate, clientKey, report)) return null
  const ca = given ?? explicit.bundledCa
  switch (mode) {
    case 'required':
      if (given === null) return { mode, clientCertificate, clientKey }
      report(
        `${option}: required asks for no proof of the server, yet SINGLESTORE_CA is given; set verify-full, or verify-ca where the certificate names another host`,
      )
      return null
    case 'verify-ca':
      if (ca !== null) return { mode, ca, clientCertificate, clientKey }
      report(
        `${option}: verify-ca needs SINGLESTORE_CA (property params.serverSslCert), as a public authority vouches for anybody's host; give the authority of the server, or set verify-full`,
      )
      return null
    case 'verify-full':
      return { mode, ca, clientCertificate, clientKey }
    default:
      return mode satisfies never
  }
}

function arePair(certificate: string | null, key: string | null, report: Report): boolean {
  if (certificate === null && key === null) return true
  if (certificate === null || key === null) {
    const missing = certificate === null ? 'SINGLESTORE_CLIENT_CERT' : 'SINGLESTORE_CLIENT_KEY'
    report(`${missing}: missing; a client certificate and its key go together`)
    return false
  }
  if (areKeyPair(certificate, key)) return true
  report('SINGLESTORE_CLIENT_KEY: is not the key of SINGLESTORE_CLIENT_CERT; give the pair')
  return false
}
