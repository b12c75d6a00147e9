/** How to reach a Confluent registry and prove who asks. */
export interface RegistryAccess {
  /** `http(s)://host[:port][/path]` without a slash at the end; never empty. */
  readonly urls: readonly string[]
  readonly login: RegistryLogin | null
  /** The authorities that may vouch for the registry, as PEM; null means those that Node trusts. */
  readonly ca: string | null
  /** PEM; both or neither. */
  readonly clientCertificate: string | null
  readonly clientKey: string | null
}

export type RegistryLogin =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | {
      readonly kind: 'bearer'
      readonly token: string
      /** For Confluent Cloud: the `lsrc-…` that the token is for. */
      readonly logicalCluster: string | null
      readonly identityPool: string | null
    }

/** Hands out the access; `fresh` reads the secret again, after the registry has refused what it says. */
export type RegistryAccessSource = (fresh: boolean) => Promise<RegistryAccess>

/** The headers by which a login proves itself (the last two: OAuth of Confluent Cloud). */
export function loginHeaders(login: RegistryLogin | null): Readonly<Record<string, string>> {
  if (login === null) return {}
  if (login.kind === 'basic') {
    const pair = Buffer.from(`${login.user}:${login.password}`).toString('base64')
    return { authorization: `Basic ${pair}` }
  }
  const { token, logicalCluster, identityPool } = login
  return {
    authorization: `Bearer ${token}`,
    ...(logicalCluster === null ? {} : { 'target-sr-cluster': logicalCluster }),
    ...(identityPool === null ? {} : { 'confluent-identity-pool-id': identityPool }),
  }
}
