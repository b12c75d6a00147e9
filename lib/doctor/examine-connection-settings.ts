import { connectionSource } from '../config/connection-source.ts'
import type { ConnectionConfig } from '../config.ts'
import type {
  ConnectionSettings,
  SettingsSource,
} from '../singlestore/session/connection-settings.ts'
import { formatAddress, isSame } from '../singlestore/session/endpoint-choice.ts'
import { passed, warned } from './finding.ts'
import type { Visit } from './visit.ts'

/** What it takes to connect, and where newer credentials come from. */
export interface Access {
  readonly settings: ConnectionSettings
  readonly source: SettingsSource
}

/** Joins environment, properties and secret; null where they do not make a connection. */
export function examineConnectionSettings(
  config: ConnectionConfig,
  visit: Visit,
): Promise<Access | null> {
  const source = connectionSource(config, visit.doors.secret)
  return visit.make({
    name: 'Connection settings',
    did: 'Joined the environment, the properties and the secret.',
    boundMs: 30_000,
    mend: 'Correct the settings that are named.',
    async look() {
      const settings = await source(false)
      const access = { settings, source }
      const found = `${summary(settings)}.`
      const fault = weakness(settings)
      return fault === null ? passed(found, access) : warned(found, fault, access)
    },
  })
}

function summary({
  endpoints,
  database,
  user,
  password,
  tls,
  connectTimeoutMs,
}: ConnectionSettings) {
  const { ddl, dml } = endpoints
  const only = dml.every((address) => isSame(address, ddl))
  const where = only
    ? `Endpoint ${formatAddress(ddl)}`
    : `DDL endpoint ${formatAddress(ddl)}, DML endpoints ${dml.map(formatAddress).join(', ')}`
  const login = password === null ? 'without a password' : 'with a password'
  return `${where}, database "${database}", user "${user}" ${login}, TLS ${tls.mode}, connect timeout ${connectTimeoutMs} ms`
}

function weakness({ password, tls }: ConnectionSettings): string | null {
  if (tls.mode === 'required') {
    return 'The server proves nothing under "required": set SINGLESTORE_TLS=verify-full, or verify-ca with SINGLESTORE_CA.'
  }
  if (password === null && (tls.mode === 'disabled' || tls.clientCertificate === null)) {
    return 'Give the user a password in the secret (SINGLESTORE_SECRET_ID) or as SINGLESTORE_PASSWORD.'
  }
  return null
}
