import type { Config } from '../config.ts'
import { type Connection, completeConnection } from './connection.ts'

/** Hands out the fields of a secret; `fresh` fetches them again. */
export interface SecretFieldsSource {
  fetch(options: { readonly fresh: boolean }): Promise<Readonly<Record<string, unknown>>>
}

/**
 * Gives the connection as configured, joined with the secret as it was read last; null where none is named.
 * @throws ConfigError (the source) where neither names an endpoint or a database
 */
export function connectionSource(
  config: Config,
  secret: SecretFieldsSource | null,
): (fresh: boolean) => Promise<Connection> {
  let known: { readonly fields: object | null; readonly connection: Connection } | null = null
  return async (fresh) => {
    const fields = (await secret?.fetch({ fresh })) ?? null
    // Certificates are parsed on the way: once for each reading of the secret is enough.
    if (known === null || known.fields !== fields) {
      known = { fields, connection: completeConnection(config, fields) }
    }
    return known.connection
  }
}
