import { StoreError } from '../../errors.ts'
import type { Address, ConnectionSettings, Tls } from './connection-settings.ts'
import { formatAddress } from './endpoint-choice.ts'
import { toStoreError } from './store-error.ts'

/** What TLS failed on, told by the texts of Node and OpenSSL: the driver replaces their codes by one of its own. */
const TLS_FAULTS: readonly (readonly [RegExp, string])[] = [
  [
    /alert (?:bad|unsupported) certificate|alert unknown ca|alert certificate|certificate required/i,
    'The server refused the certificate of the client: correct SINGLESTORE_CLIENT_CERT and SINGLESTORE_CLIENT_KEY (clientCertificate and clientKey of the secret).',
  ],
  [
    /alert handshake failure/i,
    "The server wants a certificate of the client, or agrees to no cipher: give SINGLESTORE_CLIENT_CERT and SINGLESTORE_CLIENT_KEY (clientCertificate and clientKey of the secret), or allow TLS 1.2 or 1.3 with today's ciphers on the server.",
  ],
  [
    /does not support secure connection/i,
    'Enable TLS on the server; SINGLESTORE_TLS=disabled (params.sslMode) goes without, for a network where nobody can listen.',
  ],
  [
    /does not match certificate's altnames/i,
    'Give the endpoint by a name that the certificate holds, or set SINGLESTORE_TLS=verify-ca (params.sslMode) with its authority in SINGLESTORE_CA.',
  ],
  [
    /has expired|not yet valid/i,
    "Renew the server's certificate, or the authority in SINGLESTORE_CA (params.serverSslCert), whichever is out of date.",
  ],
  [
    /protocol version|unsupported protocol|wrong version number/i,
    'Allow TLS 1.2 or 1.3 on the server: older versions are not spoken.',
  ],
  [
    /self.signed|unable to (?:get|verify)|certificate chain|invalid CA/i,
    "Give the authority that signed the server's certificate in SINGLESTORE_CA (params.serverSslCert); for SingleStore Helios that is https://portal.singlestore.com/static/ca/singlestore_bundle.pem.",
  ],
]

/** An error of connecting as one of ours, with what to correct where the proof of either side failed. */
export function toConnectError(
  error: unknown,
  address: Address,
  { tls }: Pick<ConnectionSettings, 'tls'>,
): StoreError {
  const doing = `connecting to ${formatAddress(address)}`
  const failure = toStoreError(error, doing)
  const { code, message, transient, errno, cause } = failure
  if (code === 'ERR_DEADLINE') {
    return new StoreError(
      'ERR_STORE_TRANSIENT',
      `While ${doing}: the server took the connection and gave no answer in time.`,
      { transient: true, cause },
    )
  }
  if (transient) return failure
  const mend = errno === undefined ? tlsMend(message) : errno === 1045 ? loginMend(tls) : null
  if (mend === null && errno !== undefined) return failure
  const told = readable(message).replace(/\.?$/, '.')
  return new StoreError(code, mend === null ? told : `${told} ${mend}`, {
    transient,
    errno,
    cause,
  })
}

/** What to do about a handshake that failed by this; null where it is not known. */
export function tlsMend(message: string): string | null {
  return TLS_FAULTS.find(([fault]) => fault.test(message))?.[1] ?? null
}

/** Without the places in OpenSSL's sources and a flag of Node's that a Lambda function is not started with. */
function readable(message: string): string {
  return message
    .replace(/[\dA-F]+:error:[^:]*:SSL routines:[^:]*:([^:]+):[^\n]*\n?/, '$1')
    .replace(/; if the root CA is installed locally.*$/, '')
}

/** A server refuses the login of a user whose certificate is missing as it refuses a wrong password. */
function loginMend(tls: Tls): string {
  if (tls.mode === 'disabled') {
    return 'A user made with REQUIRE SSL or X509 needs TLS: set SINGLESTORE_TLS (params.sslMode).'
  }
  return tls.clientCertificate === null
    ? 'A user made with REQUIRE X509 needs a client certificate: give SINGLESTORE_CLIENT_CERT and SINGLESTORE_CLIENT_KEY (clientCertificate and clientKey of the secret).'
    : 'A user made with REQUIRE SUBJECT or ISSUER needs another client certificate than the given one.'
}
