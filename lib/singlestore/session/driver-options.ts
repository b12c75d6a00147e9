import { connect, isIP, type Socket } from 'node:net'
import { getCACertificates } from 'node:tls'
import type { ConnectionOptions } from 'mysql2/promise'
import type { Address, ConnectionSettings, Tls } from './connection-settings.ts'

/** What mysql2 is told: TLS as configured, every cell as text, one statement at a time. */
export function driverOptions(
  settings: ConnectionSettings,
  address: Address,
  connectTimeout: number,
): ConnectionOptions {
  return {
    host: address.host,
    port: address.port,
    user: settings.user,
    database: settings.database,
    charset: 'utf8mb4_general_ci',
    connectTimeout,
    enableKeepAlive: true,
    multipleStatements: false,
    // Every cell as text: BIGINT and DECIMAL never pass through a double.
    typeCast: (field: { string(): string | null }) => field.string(),
    connectAttributes: { _connector_name: 'kafka-singlestore-sink' },
    ...(settings.password === null ? {} : { password: settings.password }),
    ...tlsOptions(settings.tls, address),
  }
}

function tlsOptions(tls: Tls, address: Address): Pick<ConnectionOptions, 'ssl' | 'stream'> {
  if (tls.mode === 'disabled') return {}
  const proof = {
    ...(tls.clientCertificate === null ? {} : { cert: tls.clientCertificate }),
    ...(tls.clientKey === null ? {} : { key: tls.clientKey }),
  }
  const verifyIdentity = tls.mode === 'verify-full'
  return {
    ssl: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: tls.mode !== 'required',
      verifyIdentity,
      ...proof,
      ...authorities(tls),
    },
    ...(verifyIdentity && isIP(address.host) !== 0 ? { stream: () => openNamed(address) } : {}),
  }
}

/** The authorities that vouch for the server; none named means those that Node trusts. */
export function authorities(tls: Exclude<Tls, { readonly mode: 'disabled' }>) {
  switch (tls.mode) {
    case 'required':
      return {}
    case 'verify-ca':
      return { ca: [tls.ca] }
    case 'verify-full':
      return tls.ca === null ? {} : { ca: [...getCACertificates('default'), tls.ca] }
    default:
      return tls satisfies never
  }
}

/**
 * A socket that knows the address it was opened to. The driver names no host to TLS where that is an IP address (no server
 * name may be one, RFC 6066), and Node compares the certificate with the socket's host, or else with `localhost`.
 */
function openNamed({ host, port }: Address): Socket {
  const socket = connect({ host, port, noDelay: true, keepAlive: true })
  return Object.assign(socket, { _host: host })
}
