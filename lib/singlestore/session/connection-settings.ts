export interface Address {
  readonly host: string
  readonly port: number
}

/** How the connection is encrypted; `verify-ca` trusts any host name that the CA vouches for. */
export type Tls =
  | { readonly mode: 'disabled' }
  | {
      readonly mode: 'verify-ca' | 'verify-full'
      /** PEM texts; null stands for the system's own CAs, or for no client certificate. */
      readonly ca: string | null
      readonly clientCertificate: string | null
      readonly clientKey: string | null
    }

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
