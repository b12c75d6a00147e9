import { createPrivateKey, X509Certificate } from 'node:crypto'

/** How the server proves itself: `verify-full` checks authority and host name, `verify-ca` the authority alone. */
export type TlsMode = 'verify-full' | 'verify-ca' | 'disabled'

/** TLS of a connection. `ca` null means the authorities that Node trusts; all texts are PEM. */
export type Tls =
  | { readonly mode: 'disabled' }
  | {
      readonly mode: 'verify-full' | 'verify-ca'
      readonly ca: string | null
      /** Both or neither. */
      readonly clientCertificate: string | null
      readonly clientKey: string | null
    }

/** The words of the sink, of SingleStore's JDBC driver and of MySQL's clients. */
const modes: Readonly<Record<TlsMode, readonly string[]>> = {
  'verify-full': ['verify-full', 'verify_full', 'verify_identity', 'true', '1'],
  'verify-ca': ['verify-ca', 'verify_ca'],
  disabled: ['disabled', 'disable', 'false', '0'],
}

const withoutProof: readonly string[] = ['trust', 'required', 'require', 'preferred']

/** Reads a mode; `unproven` is a word that asks for encryption without proof, null is no such word. */
export function parseTlsMode(text: string): TlsMode | 'unproven' | null {
  const word = text.toLowerCase()
  for (const mode of ['verify-full', 'verify-ca', 'disabled'] as const) {
    if (modes[mode].includes(word)) return mode
  }
  return withoutProof.includes(word) ? 'unproven' : null
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
