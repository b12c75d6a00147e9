export interface Address {
  readonly host: string
  readonly port: number
}

/** The certificate that a client proves itself with, and its key, both PEM; null where there is none. */
interface ClientProof {
  readonly clientCertificate: string | null
  readonly clientKey: string | null
}

/**
 * How the connection is encrypted and the server proves itself; `ca` is PEM.
 * `verify-full` trusts the authorities that Node knows and the given ones, for the host alone that is asked for; `verify-ca`
 * the given ones alone, for any host; `required` takes any server.
 */
export type Tls =
  | { readonly mode: 'disabled' }
  | ({ readonly mode: 'required' } & ClientProof)
  | ({ readonly mode: 'verify-ca'; readonly ca: string } & ClientProof)
  | ({ readonly mode: 'verify-full'; readonly ca: string | null } & ClientProof)

/** All it takes to reach the database. `ddl` is the master aggregator, or the one endpoint there is. */
export interface ConnectionSettings {
  readonly endpoints: { readonly ddl: Address; readonly dml: readonly Address[] }
  readonly database: string
  readonly user: string
  readonly password: string | null
  readonly tls: Tls
  readonly connectTimeoutMs: number
}

/** Gives the settings; `fresh` asks for credentials newer than the ones that were refused. */
export type SettingsSource = (fresh: boolean) => Promise<ConnectionSettings>
