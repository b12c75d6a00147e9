import type { Address, ConnectionSettings, Tls } from './connection-settings.ts'

/** What mysql2 is told: TLS as configured, every cell as text, one statement at a time. */
export function driverOptions(
  settings: ConnectionSettings,
  address: Address,
  connectTimeout: number,
) {
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
    ...tlsOptions(settings.tls),
  }
}

function tlsOptions(tls: Tls) {
  if (tls.mode === 'disabled') return {}
  return {
    ssl: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      verifyIdentity: tls.mode === 'verify-full',
      ...(tls.ca === null ? {} : { ca: tls.ca }),
      ...(tls.clientCertificate === null ? {} : { cert: tls.clientCertificate }),
      ...(tls.clientKey === null ? {} : { key: tls.clientKey }),
    },
  }
}
