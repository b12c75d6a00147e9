import { createPrivateKey, X509Certificate } from 'node:crypto'

/**
 * How the server proves itself: `verify-full` checks authority and host name, `verify-ca` the authority alone, `required`
 * nothing: the connection is encrypted, but nobody knows by whom it is answered.
 */
export type TlsMode = 'verify-full' | 'verify-ca' | 'required' | 'disabled'

/** The certificate that the sink proves itself with: both or neither, PEM. */
interface ClientProof {
  readonly clientCertificate: string | null
  readonly clientKey: string | null
}

/** TLS of a connection; `ca` is PEM: under `verify-full` beside the authorities that Node trusts, under `verify-ca` alone. */
export type Tls =
  | { readonly mode: 'disabled' }
  | ({ readonly mode: 'required' } & ClientProof)
  | ({ readonly mode: 'verify-ca'; readonly ca: string } & ClientProof)
  | ({ readonly mode: 'verify-full'; readonly ca: string | null } & ClientProof)

/** The words of the sink, of SingleStore's JDBC driver and of MySQL's clients. */
const modes: ReadonlyMap<string, TlsMode | 'opportunistic'> = new Map([
  ...['verify-full', 'verify_full', 'verify_identity', 'true', '1'].map(
    (word) => [word, 'verify-full'] as const,
  ),
  ...['verify-ca', 'verify_ca'].map((word) => [word, 'verify-ca'] as const),
  ...['required', 'require', 'trust'].map((word) => [word, 'required'] as const),
  ...['disabled', 'disable', 'false', '0'].map((word) => [word, 'disabled'] as const),
  ...['preferred', 'prefer'].map((word) => [word, 'opportunistic'] as const),
])

/** Reads a mode; `opportunistic` is a word that would fall back to plain text, null is no such word. */
export function parseTlsMode(text: string): TlsMode | 'opportunistic' | null {
  return modes.get(text.toLowerCase()) ?? null
}

const certificateBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** Whether a text is one PEM certificate or several, all of them sound. */
export function areCertificates(pem: string): boolean {
  const blocks = pem.match(certificateBlock)
  return blocks?.every((block) => succeeds(() => new X509Certificate(block))) === true
}

/** Whether a text is a PEM private key that needs no passphrase. */
export function isPrivateKey(pem: string): boolean {
  return succeeds(() => createPrivateKey(pem))
}

/** Whether the key is that of the (first) certificate. */
export function areKeyPair(certificate: string, key: string): boolean {
  return succeeds(() => {
    if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) throw new Error()
  })
}

/** The library's own messages may quote what they were given, so only the verdict leaves. */
function succeeds(attempt: () => unknown): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}
