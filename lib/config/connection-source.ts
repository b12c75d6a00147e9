import type { Config } from '../config.ts'
import { type Connection, completeConnection } from './connection.ts'

/** Hands out the fields of a secret; `fresh` fetches them again. */
export interface SecretFieldsSource {
  fetch(options: { readonly fresh: boolean }): Promise<Readonly<Record<string, unknown>>>
}

const unproven =
  'SINGLESTORE_TLS (property params.sslMode) is "required": what is sent is encrypted, but the server proves nothing, so that whoever stands between can pose as it, read and change all rows, and take part in the login. Set verify-full, or verify-ca with SINGLESTORE_CA.'

/**
 * Gives the connection as configured, joined with the secret as it was read last; null where none is named.
 * @param warn told once where the server is not asked to prove itself
 * @throws ConfigError (the source) where neither names an endpoint or a database
 */
export function connectionSource(
  config: Pick<Config, 'connection'>,
  secret: SecretFieldsSource | null,
  warn: (message: string) => void = () => undefined,
): (fresh: boolean) => Promise<Connection> {
  let warned = false
  let known: { readonly fields: object | null; readonly connection: Connection } | null = null
  return async (fresh) => {
    const fields = (await secret?.fetch({ fresh })) ?? null
    // Certificates are parsed on the way: once for each reading of the secret is enough.
    if (known === null || known.fields !== fields) {
      known = { fields, connection: completeConnection(config, fields) }
      if (known.connection.tls.mode === 'required' && !warned) {
        warned = true
        warn(unproven)
      }
    }
    return known.connection
  }
}
