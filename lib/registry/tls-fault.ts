/** Codes of OpenSSL and Node, and what mends what they say. */
const mends: readonly (readonly [RegExp, string])[] = [
  [
    /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|^CERT_(?:UNTRUSTED|SIGNATURE_FAILURE|CHAIN_TOO_LONG)|^INVALID_CA/,
    'no known authority vouches for its certificate: give the authority that does as SINK_REGISTRY_CA',
  ],
  [
    /ALTNAME_INVALID|^HOSTNAME_MISMATCH/,
    'its certificate is for another host: name in SINK_REGISTRY_URL a host that the certificate names',
  ],
  [
    /^CERT_HAS_EXPIRED|^CERT_NOT_YET_VALID|^CERT_REVOKED/,
    'its certificate, or an authority in SINK_REGISTRY_CA, is out of date or revoked: renew it',
  ],
  [
    /CERTIFICATE_REQUIRED|ALERT_(?:UNKNOWN_CA|\w*CERTIFICATE\w*|HANDSHAKE_FAILURE|ACCESS_DENIED|DECRYPT_ERROR)/,
    'it does not accept the certificate of the sink: give one that its authority has signed as SINK_REGISTRY_CLIENT_CERT, with SINK_REGISTRY_CLIENT_KEY',
  ],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|HTTP_REQUEST/,
    'no TLS that Node speaks: check the scheme and the port in SINK_REGISTRY_URL, which is http:// for a registry without TLS',
  ],
]

/** What mends a fault of TLS, which passes for no further try; null where the error is no such fault. */
export function tlsMend(error: unknown): string | null {
  const code = codeOf(error)
  const reason = code === 'EPROTO' ? opensslReason(error) : code
  return mends.find(([codes]) => codes.test(reason))?.[1] ?? null
}

/** Faults of the handshake hide behind EPROTO; OpenSSL's reason stands in the message alone. */
function opensslReason(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  const [, reason = ''] = /SSL routines:[^:]*:([^:]+):/.exec(message) ?? []
  return reason.toUpperCase().replaceAll(' ', '_')
}

/** The system's, Node's or OpenSSL's name of an error; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
